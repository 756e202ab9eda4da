package io.tupelo.journal;

/// What was found when a journal was opened, or looked at.
///
/// @param records how many records were read
/// @param last sequence of the last of them; 0 if there is none
/// @param file the segment that ended with what was only half written; empty if none did
/// @param offset where in the file, in bytes
/// @param cutBytes so many bytes from there were cut, none of them acknowledged; opening would cut them, if it was looked at
public record RecoveryReport(long records, long last, String file, long offset, long cutBytes) {
    /// Says whether something was cut.
    public boolean isCut() {
        return cutBytes > 0;
    }
}
