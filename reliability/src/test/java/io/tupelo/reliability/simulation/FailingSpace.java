package io.tupelo.reliability.simulation;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.matching;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.Disk;
import io.tupelo.journal.JournalConfig;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.runtime.RemoteSession;
import io.tupelo.runtime.SessionSink;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A live space whose disk fails while threads of this process and a client elsewhere use it.
final class FailingSpace {
    static final SpaceConfig CONFIG = SpaceConfig.DEFAULT.withReserveBytes(0).withJournal(
            JournalConfig.DEFAULT.withSegmentBytes(4 << 10).withPreparing(Runnable::run));
    private static final String JOBS = "default";
    private static final int THREADS = 2;
    private static final long SECONDS_MAX = 30;

    private final SpaceRuntime space;
    private final BooleanSupplier hasFailed;
    /// By the serials of the tuples: what was acknowledged as written and not asked to be taken, and as taken.
    private final Set<Long> written = ConcurrentHashMap.newKeySet();
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch waits = new CountDownLatch(1);

    FailingSpace(SpaceRuntime space, BooleanSupplier hasFailed) {
        this.space = space;
        this.hasFailed = hasFailed;
    }

    private static Request write(long serial) {
        Draft draft = new Draft(Tuple.tuple("job", serial, "x".repeat((int) (serial % 50))), List.of(), WriteOptions.DEFAULT);
        return Request.of(new Operation.Write(JOBS, List.of(draft), Wait.NOW));
    }

    private static Request take(long serial, Wait patience) {
        return Request.of(new Operation.Get(
                Pick.TAKE, JOBS, matching("job", serial, io.tupelo.tuple.Matchers.any()), patience));
    }

    private static boolean isDegraded(Answer answer) {
        return answer instanceof Answer.Failed failed && failed.code() == ErrorCode.DEGRADED;
    }

    /// Uses the space until its disk fails, and checks that everyone is told.
    void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        SpacePort waiting = space.port();
        threads.add(Thread.ofPlatform().daemon().start(() -> waitFor(waiting)));
        for (int i = 0; i < THREADS; i++) {
            SpacePort port = space.port();
            long first = 1_000_000L * (i + 1);
            threads.add(Thread.ofPlatform().daemon().start(() -> use(port, first)));
        }
        threads.add(Thread.ofPlatform().daemon().start(() -> new Remote().use()));
        for (Thread thread : threads) {
            assertThat(thread.join(java.time.Duration.ofSeconds(SECONDS_MAX)))
                    .as("%s ends; it is at %s", thread.getName(), List.of(thread.getStackTrace()))
                    .isTrue();
        }
        assertThat(wrong).isEmpty();
        assertThat(isDegraded(space.port().call(write(1)))).as("a new session is refused").isTrue();
        space.close();
    }

    private void waitFor(SpacePort port) {
        waits.countDown();
        Answer answer = port.call(take(-1, Wait.FOREVER));
        if (!isDegraded(answer)) {
            wrong.add("who waits was answered " + answer);
        }
    }

    private void use(SpacePort port, long first) {
        for (long serial = first; ; serial++) {
            boolean failedBefore = hasFailed.getAsBoolean();
            Answer answer = port.call(write(serial));
            if (isDegraded(answer)) {
                return;
            }
            if (failedBefore || !(answer instanceof Answer.Written)) {
                wrong.add("after the failure: " + failedBefore + ", " + answer);
                return;
            }
            if (serial % 3 != 0) {
                written.add(serial);
            } else if (port.call(take(serial, Wait.NOW)) instanceof Answer.Found) {
                taken.add(serial);
            }
        }
    }

    /// A client elsewhere, that sends one request after another.
    private final class Remote implements SessionSink {
        private final java.util.concurrent.LinkedBlockingQueue<Answer> answers = new java.util.concurrent.LinkedBlockingQueue<>();
        private final CountDownLatch refused = new CountDownLatch(1);

        void use() {
            RemoteSession session = space.open(7, 15_000, this);
            try {
                for (long number = 1; refused.getCount() > 0; number++) {
                    boolean failedBefore = hasFailed.getAsBoolean();
                    session.submit(number, write(number));
                    Answer answer = null;
                    while (answer == null && refused.getCount() > 0) {
                        answer = answers.poll(1, TimeUnit.MILLISECONDS);
                    }
                    if (answer instanceof Answer.Written) {
                        written.add(number);
                        if (failedBefore) {
                            wrong.add("acknowledged after the failure: " + number);
                        }
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void answered(long number, long answerNumber, Answer answer) {
            answers.add(answer);
        }

        @Override
        public void event(long number, Event event) {}

        @Override
        public void ended(String why) {}

        @Override
        public void refused(ErrorCode code, String why) {
            refused.countDown();
        }

        @Override
        public void flush() {}
    }

    /// Checks that all that was acknowledged is on `disk`.
    void checkOn(Disk disk) throws IOException {
        try (SpaceRuntime again = SpaceRuntime.open("again", disk, CONFIG)) {
            Answer answer = again.port().call(Request.of(new Operation.Get(Pick.READ, JOBS, fifo().all(), Wait.NOW)));
            Set<Long> there = ConcurrentHashMap.newKeySet();
            if (answer instanceof Answer.Found found) {
                found.entries().forEach(entry -> there.add(entry.tuple().integer(1)));
            }
            again.checkInvariants();
            assertThat(there).as("what is there: %s", answer).containsAll(written);
            assertThat(there).as("what is there").doesNotContainAnyElementsOf(taken.isEmpty() ? List.of(-1L) : taken);
        }
    }
}
