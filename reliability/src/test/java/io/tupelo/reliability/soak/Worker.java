package io.tupelo.reliability.soak;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Claim;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Transaction;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One session that has jobs done and leaves much behind for time to clear away. Consumes more than it writes, so that what is
/// there stays little. Used by one thread.
final class Worker {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int LEASE_MILLIS_MAX = 2_000;
    private static final int LEASED_AT_ONCE = 25;
    /// So many times it leases within [#LEASE_MILLIS_MAX]: how much is there shall not depend on how fast it is.
    private static final int LEASINGS_MAX = 8;
    private static final int CHARS_MAX = 800;
    private static final int WAITING_MAX = 16;
    private static final int WAIT_MILLIS_MAX = 100;

    private final long number;
    private final Space space;
    private final Random random;
    private final Tallies tallies;
    private final Deque<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
    /// When it last leased, by [System#nanoTime], the latest last.
    private final Deque<Long> leasings = new ArrayDeque<>();
    private long jobs;

    Worker(int number, Space space, Random random, Tallies tallies) {
        this.number = number;
        this.space = space;
        this.random = random;
        this.tallies = tallies;
    }

    /// Does one thing.
    void step() {
        switch (random.nextInt(9)) {
            case 0, 1 -> claimAndComplete();
            case 2, 3 -> writeAndTake();
            case 4 -> lease();
            case 5, 6 -> waitInVain();
            case 7 -> transaction();
            default -> claimAndForget();
        }
    }

    /// Waits for what it has waiting, and closes its session.
    void end() {
        while (!waiting.isEmpty()) {
            awaitNothing();
        }
        space.close();
    }

    private Tuple job(long job) {
        return tuple(job, "x".repeat(random.nextInt(CHARS_MAX)));
    }

    private long nextJob() {
        return number << 48 | ++jobs;
    }

    private void write(Tally into) {
        long job = nextJob();
        var _ = space.container(into.container()).write(job(job));
        into.written(job);
    }

    private void take(Tally from) {
        Outcome taken = space.container(from.container()).take(fifo().upTo(3), Wait.NOW);
        taken.entries().forEach(entry -> from.consumed(entry.tuple().integer(0)));
    }

    private void claimAndComplete() {
        write(tallies.jobs);
        for (int i = 0; i < 2; i++) {
            Optional<Claim> claim = space.container(tallies.jobs.container()).claim(fifo(), LONG, Wait.NOW);
            if (claim.isPresent()) {
                long result = nextJob();
                var _ = claim.get().completeWriting(tallies.done.container(), job(result));
                tallies.jobs.consumed(claim.get().tuple().integer(0));
                tallies.done.written(result);
            }
        }
        take(tallies.done);
    }

    /// Others get it when the lease ends.
    private void claimAndForget() {
        var _ = space.container(tallies.jobs.container()).claim(fifo(), SHORT, Wait.NOW);
    }

    private void writeAndTake() {
        write(tallies.shelf);
        take(tallies.shelf);
    }

    private void lease() {
        long now = System.nanoTime();
        if (leasings.size() == LEASINGS_MAX) {
            if (now - leasings.getFirst() < TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS_MAX)) {
                writeAndTake();
                return;
            }
            leasings.removeFirst();
        }
        leasings.add(now);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < LEASED_AT_ONCE; i++) {
            Duration lease = Duration.ofMillis(1 + random.nextInt(LEASE_MILLIS_MAX));
            drafts.add(new Draft(tuple(nextJob()), List.of(), WriteOptions.DEFAULT.lease(lease)));
        }
        var _ = space.container(Tallies.LEASED).writeAll(drafts);
        tallies.ending.add(LEASED_AT_ONCE);
    }

    private void waitInVain() {
        if (waiting.size() == WAITING_MAX) {
            awaitNothing();
        }
        Wait patience = Wait.atMost(Duration.ofMillis(1 + random.nextInt(WAIT_MILLIS_MAX)));
        waiting.add(space.container(Tallies.NOTHING).takeAsync(fifo(), patience));
    }

    private void awaitNothing() {
        List<Entry> found = waiting.remove().join().entries();
        if (!found.isEmpty()) {
            throw new AssertionError("nobody has written " + found);
        }
        tallies.waits.increment();
    }

    /// Takes and writes, and then aborts, or leaves that to the deadline.
    private void transaction() {
        boolean isLeft = random.nextInt(4) == 0;
        Transaction transaction = space.transaction(isLeft ? SHORT : LONG);
        try {
            var _ = transaction.container(tallies.shelf.container()).take(fifo().upTo(2), Wait.NOW);
            var _ = transaction.container(tallies.shelf.container()).write(job(nextJob()));
        } catch (SpaceException failed) {
            if (!isLeft || failed.code() != ErrorCode.UNKNOWN_TRANSACTION) {
                throw failed;
            }
        }
        if (!isLeft) {
            var _ = transaction.abort();
        }
        tallies.aborted.increment();
    }
}
