package io.tupelo.runtime;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.Disk;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Rounds of requests that come from many connections at once, and what of them shares a sync.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundTest {
    private static final long LEASE_MILLIS = 15_000;

    @Test
    void whatComesWhileASyncRunsIsSyncedWhenItsRoundHasEnded() throws Exception {
        HeldDisk disk = new HeldDisk();
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                Rounds rounds = new Rounds(runtime);
                Space space = Space.over(rounds)) {
            try {
                Container jobs = space.createIfAbsent(ContainerSpec.named("jobs").with("fifo"));
                disk.hold();
                CompletableFuture<?> first = jobs.writeAsync(tuple("job", 1));
                disk.awaitSync();
                rounds.begin();
                CompletableFuture<?> second = jobs.writeAsync(tuple("job", 2));
                disk.letOnePass();
                assertThat(first).succeedsWithin(OpensSpaces.LONG);
                CompletableFuture<?> third = jobs.writeAsync(tuple("job", 3));
                rounds.end();
                disk.awaitSync();
                assertThat(second).as("one whose sync is held").isNotDone();
                disk.letOnePass();
                assertThat(second).succeedsWithin(OpensSpaces.LONG);
                assertThat(third).succeedsWithin(OpensSpaces.LONG);
                assertThat(disk.syncs()).as("syncs for three writes in two rounds").isEqualTo(2);
            } finally {
                disk.release();
            }
        }
    }

    /// A way into a space by a session as clients elsewhere have them.
    private static final class Rounds extends Unheard implements SpacePort {
        private final SpaceRuntime runtime;
        private final RemoteSession session;
        private final Map<Long, CompletableFuture<Answer>> pending = new ConcurrentHashMap<>();
        private long numbers;
        private boolean open;

        Rounds(SpaceRuntime runtime) {
            this.runtime = runtime;
            session = runtime.open(1, LEASE_MILLIS, this);
        }

        /// What follows is one round, until its end.
        void begin() {
            open = true;
        }

        void end() {
            open = false;
            runtime.endRound(false);
        }

        @Override
        public Answer call(Request request) {
            return send(request).join();
        }

        @Override
        public CompletableFuture<Answer> send(Request request) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            numbers++;
            pending.put(numbers, answer);
            session.submit(numbers, request);
            if (!open) {
                end();
            }
            return answer;
        }

        @Override
        public Watch watch(Operation.Watch watch, Consumer<Event> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void answered(long number, long answerNumber, Answer answer) {
            Objects.requireNonNull(pending.remove(number)).complete(answer);
        }

        @Override
        public void close() {}
    }

    /// A disk whose syncs of files can be held up.
    private static final class HeldDisk implements Disk {
        private final SimulatedDisk disk = new SimulatedDisk();
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore passes = new Semaphore(0);
        private final AtomicInteger syncs = new AtomicInteger();
        private volatile boolean holding;

        /// Holds what comes from now on.
        void hold() {
            holding = true;
        }

        void awaitSync() throws InterruptedException {
            begun.acquire();
        }

        void letOnePass() {
            passes.release();
        }

        void release() {
            holding = false;
            passes.release(Integer.MAX_VALUE / 2);
        }

        /// Returns how many have begun since it was told to hold them.
        int syncs() {
            return syncs.get();
        }

        private void sync(File file) throws IOException {
            if (holding) {
                syncs.incrementAndGet();
                begun.release();
                passes.acquireUninterruptibly();
            }
            file.sync();
        }

        @Override
        public List<String> list() throws IOException {
            return disk.list();
        }

        @Override
        public File open(String name) throws IOException {
            return new Held(disk.open(name));
        }

        @Override
        public File create(String name, long bytes) throws IOException {
            return new Held(disk.create(name, bytes));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(name);
        }

        @Override
        public void sync() throws IOException {
            disk.sync();
        }

        private final class Held implements File {
            private final File file;

            private Held(File file) {
                this.file = file;
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void read(long at, ByteBuffer into) throws IOException {
                file.read(at, into);
            }

            @Override
            public void write(long at, ByteBuffer from) throws IOException {
                file.write(at, from);
            }

            @Override
            public void sync() throws IOException {
                HeldDisk.this.sync(file);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }
}
