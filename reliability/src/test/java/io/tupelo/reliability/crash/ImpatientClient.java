package io.tupelo.reliability.crash;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.reliability.crash.Containers.JOBS;
import static io.tupelo.reliability.crash.Containers.SHELF;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes, takes and replaces jobs, and gives up its session whenever the server is away: it doesn't know then what has
/// happened, but a take has not, and what it took last may be given back. Used by one thread.
final class ImpatientClient {
    private final int number;
    private final Space space;
    private final Random random;
    private final Ledger ledger = new Ledger();
    /// What it has taken of which the server may not know that it has arrived: it gives that back when the session ends.
    private final List<Long> unacknowledged = new ArrayList<>();
    private long jobs;
    private int lost;

    ImpatientClient(int number, Space space, Random random) {
        this.number = number;
        this.space = space;
        this.random = random;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Returns how many answers it never got.
    int lost() {
        return lost;
    }

    @Override
    public String toString() {
        return "impatient client " + number;
    }

    /// Does one thing, and returns once it is answered, or won't be.
    void step() {
        switch (random.nextInt(3)) {
            case 0 -> write();
            case 1 -> take();
            default -> replace();
        }
    }

    /// Does something that is answered, and closes its session.
    void end() {
        while (!perhaps(() -> {
            space.container(JOBS).count(fifo().available());
            acknowledged();
        })) {
            Thread.onSpinWait();
        }
        space.close();
    }

    private long nextJob() {
        return number * 1_000_000_000L + ++jobs;
    }

    private void write() {
        long job = nextJob();
        ledger.perhapsWritten(job, "write of " + this);
        perhaps(() -> {
            space.container(JOBS).write(tuple("job", job));
            acknowledged();
            ledger.written(job, "write of " + this);
        });
    }

    private void take() {
        perhaps(() -> {
            Outcome outcome = space.container(JOBS).take(fifo(), Wait.NOW);
            acknowledged();
            outcome.entry().ifPresent(entry -> unacknowledged.add(entry.tuple().integer(1)));
        });
    }

    private void replace() {
        long job = nextJob();
        boolean isKnown = perhaps(() -> {
            BatchOutcome outcome = space.batch().take(JOBS, fifo()).write(SHELF, tuple("job", job)).run();
            acknowledged();
            if (outcome instanceof BatchOutcome.Applied applied) {
                ledger.consumed(applied.outcome(0).orElseThrow().tuple().integer(1), "batch of " + this);
                ledger.written(job, "batch of " + this);
            }
        });
        if (!isKnown) {
            ledger.perhapsReplaced(job, "batch of " + this);
        }
    }

    /// A request is answered, so that the server knows of the answers before it: each request says what has arrived.
    private void acknowledged() {
        unacknowledged.forEach(job -> ledger.consumed(job, "take of " + this));
        unacknowledged.clear();
    }

    /// Says whether it was answered.
    private boolean perhaps(Runnable request) {
        try {
            request.run();
            return true;
        } catch (SpaceException failed) {
            if (failed.outcome() != ErrorCode.Outcome.UNKNOWN) {
                throw failed;
            }
            lost++;
            unacknowledged.forEach(job -> ledger.perhapsConsumed(job, "take of " + this));
            unacknowledged.clear();
            return false;
        }
    }
}
