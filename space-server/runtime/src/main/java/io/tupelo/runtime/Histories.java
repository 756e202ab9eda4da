package io.tupelo.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Reads what has happened, for the watches of a space that resume: a thread of its own, while there are any, that reads for all who wait
/// in one pass. After a restart many resume at once, and the space is to serve meanwhile. Thread-safe.
final class Histories {
    private final Path folder;
    private final LongSupplier safe;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SpaceHistory.Wanted> waiting = new ArrayList<>();
    private boolean isReading;

    /// @param folder where the journal is
    /// @param safe gives the last record of the journal that may be looked at
    Histories(Path folder, LongSupplier safe) {
        this.folder = folder;
        this.safe = safe;
    }

    /// Reads what is wanted, soon.
    void read(SpaceHistory.Wanted wanted) {
        lock.lock();
        try {
            waiting.add(wanted);
            if (!isReading) {
                isReading = true;
                Thread.ofPlatform().daemon().name("history").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<SpaceHistory.Wanted> some = next(); !some.isEmpty(); some = next()) {
            SpaceHistory.read(folder, some, safe.getAsLong());
        }
    }

    private List<SpaceHistory.Wanted> next() {
        lock.lock();
        try {
            List<SpaceHistory.Wanted> all = List.copyOf(waiting);
            waiting.clear();
            isReading = !all.isEmpty();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
