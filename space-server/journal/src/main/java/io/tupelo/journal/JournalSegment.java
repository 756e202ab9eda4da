package io.tupelo.journal;

/// One file of a journal.
///
/// @param file its name
/// @param first the sequence of its first record, whether there is one yet or not
/// @param epoch the epoch of its records
/// @param bytes its size, in bytes
public record JournalSegment(String file, long first, long epoch, long bytes) {}
