package io.tupelo.reliability.crash;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.space.Space;
import io.tupelo.tuple.Matchers;
import java.util.ArrayList;
import java.util.List;

/// Where jobs are. A job is the last field of its tuple.
final class Containers {
    static final String JOBS = "jobs";
    static final String SHELF = "shelf";
    /// By the key of the job that was completed: completing it twice would be refused.
    static final String DONE = "done";
    /// For one client each, which waits for it.
    static final String INBOX = "inbox";
    /// How often each client has counted. No jobs.
    static final String COUNTERS = "counters";

    private static final List<String> WITH_JOBS = List.of(JOBS, SHELF, DONE, INBOX);

    private Containers() {}

    static void create(Space space) {
        space.create(ContainerSpec.named(JOBS).with("fifo").with("linda"));
        space.create(ContainerSpec.named(SHELF).with("fifo").with("linda"));
        space.create(ContainerSpec.named(DONE).with("fifo").with("key"));
        space.create(ContainerSpec.named(INBOX).with("linda"));
        space.create(ContainerSpec.named(COUNTERS).with("key"));
    }

    /// Returns all jobs that are there, with those that are there twice twice.
    ///
    /// @throws AssertionError if something is held that should not be
    static List<Long> jobs(Space space) {
        List<Long> jobs = new ArrayList<>();
        for (String name : WITH_JOBS) {
            var selection = name.equals(INBOX)
                    ? Coordinators.matching("inbox", Matchers.any(), Matchers.any())
                    : Coordinators.fifo();
            space.container(name).readAll(selection).forEach(tuple -> jobs.add(tuple.integer(tuple.size() - 1)));
            long held = space.container(name).describe().entries()
                    - space.container(name).count(selection.available());
            if (held != 0) {
                throw new AssertionError(held + " entries of " + name + " are held, and nobody holds any");
            }
        }
        return jobs;
    }
}
