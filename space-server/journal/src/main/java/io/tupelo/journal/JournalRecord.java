package io.tupelo.journal;

import java.nio.ByteBuffer;

/// One record of a journal, and where it lies.
///
/// @param sequence its place in the order, from 1, without a gap
/// @param epoch the epoch in which it was appended
/// @param file the name of its segment
/// @param offset where in the file it begins, in bytes
/// @param payload its bytes, valid until the visitor that was given them returns, and not to be changed
public record JournalRecord(long sequence, long epoch, String file, long offset, ByteBuffer payload) {}
