package io.tupelo.reliability.soak;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.space.Space;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The containers, and what clients were answered about them. Thread-safe.
final class Tallies {
    /// Holds what is there until its lease ends.
    static final String LEASED = "leased";
    /// Holds what is there until its session ends.
    static final String PRESENCE = "presence";
    /// Nobody writes there.
    static final String NOTHING = "nothing";

    /// A job is the first field of its tuple.
    final Tally jobs = new Tally("jobs");
    final Tally done = new Tally("done");
    final Tally shelf = new Tally("shelf");
    /// How many entries were written that end by themselves.
    final LongAdder ending = new LongAdder();
    final LongAdder sessions = new LongAdder();
    final LongAdder waits = new LongAdder();
    final LongAdder aborted = new LongAdder();

    private List<Tally> all() {
        return List.of(jobs, done, shelf);
    }

    void create(Space space) {
        all().forEach(tally -> space.create(ContainerSpec.named(tally.container()).with("fifo")));
        List.of(LEASED, PRESENCE, NOTHING).forEach(name -> space.create(ContainerSpec.named(name).with("fifo")));
    }

    /// Compares with what is there when nobody is at work, and takes it.
    void empty(Space space) {
        for (Tally tally : all()) {
            tally.check(space.container(tally.container()).takeAll(fifo()).stream()
                    .map(tuple -> tuple.integer(0))
                    .toList());
        }
    }

    @Override
    public String toString() {
        return all() + ", " + ending + " leases and ephemeral entries that ended, " + sessions + " sessions, " + waits
                + " waits in vain, " + aborted + " transactions that came to nothing";
    }
}
