package io.tupelo.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// One folder of a disk, as the journal uses it. Whoever implements it promises what POSIX does, and no more:
///
/// - what was written is there after a crash once [File#sync] has returned, and may or may not be there before, each sector
///   of it by itself;
/// - that a file was made, renamed or deleted is so after a crash once [#sync] has returned, and may or may not be before.
///
/// Each method fails with an [IOException] if the disk does; after that what is on it is not known.
public interface Disk {
    /// What is written or lost as one, in bytes.
    int SECTOR_BYTES = 512;

    /// Returns the names of the files.
    List<String> list() throws IOException;

    /// Opens a file that is there, for reading and writing.
    File open(String name) throws IOException;

    /// Makes a file of so many zeros, which take their place on the disk, and opens it. One of that name is overwritten.
    File create(String name, long bytes) throws IOException;

    /// Gives a file another name; one of that name is replaced.
    void rename(String from, String to) throws IOException;

    /// Deletes a file.
    void delete(String name) throws IOException;

    /// Returns once all that was made, renamed and deleted will still be so after a crash.
    void sync() throws IOException;

    /// An open file.
    interface File extends Closeable {
        /// Returns how many bytes it has.
        long size() throws IOException;

        /// Reads from `at` until `into` is full or the file ends.
        void read(long at, ByteBuffer into) throws IOException;

        /// Writes all of `from` at `at`.
        void write(long at, ByteBuffer from) throws IOException;

        /// Returns once what was written will still be there after a crash.
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
