package io.tupelo.journal;

import java.io.IOException;

/// Is shown what is in the files of a journal, in its order.
@FunctionalInterface
public interface JournalVisitor {
    /// Takes a record that is whole.
    ///
    /// @throws IOException to read no further
    void record(JournalRecord record) throws IOException;

    /// Takes a segment, before its records. Its header is whole.
    ///
    /// @throws IOException to read no further
    default void segment(JournalSegment segment) throws IOException {
        // Whoever wants the records alone needs nothing of it.
    }

    /// Is told that a segment was deleted between listing and reading it: who uses the journal needed it no longer.
    default void deleted(String file) {
        // Whoever wants the records alone needs nothing of it.
    }
}
