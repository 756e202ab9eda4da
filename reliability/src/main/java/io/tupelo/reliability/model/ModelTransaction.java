package io.tupelo.reliability.model;

import java.util.ArrayList;
import java.util.List;

/// An open transaction of the model.
final class ModelTransaction {
    final long id;
    final long session;
    final long deadline;
    final boolean repeatableRead;
    final long timerSet;
    final List<ModelEntry> held = new ArrayList<>();
    final List<ModelEntry> pending = new ArrayList<>();

    /// The containers written to, in the order of the first write.
    final List<ModelContainer> firstWritten = new ArrayList<>();

    ModelTransaction(long id, long session, long deadline, boolean repeatableRead, long timerSet) {
        this.timerSet = timerSet;
        this.id = id;
        this.session = session;
        this.deadline = deadline;
        this.repeatableRead = repeatableRead;
    }

    boolean isReplacing(ModelEntry entry) {
        return pending.stream().anyMatch(write -> write.replaces == entry);
    }

    void write(ModelEntry entry) {
        pending.add(entry);
        if (!firstWritten.contains(entry.container)) {
            firstWritten.add(entry.container);
        }
    }
}
