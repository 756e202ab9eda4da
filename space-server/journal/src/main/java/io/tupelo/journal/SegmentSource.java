package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where [Recovery] reads the files of a journal from.
interface SegmentSource {
    /// Returns the names of the files.
    List<String> list() throws IOException;

    /// Returns what is in a file that was listed; null if it has been deleted since, by who uses the journal.
    ///
    /// @param before an array that is not needed any more, to be used again if it has the right length; null if there is none
    byte @Nullable [] bytes(String name, byte @Nullable [] before) throws IOException;

    /// Reads from a disk that nobody else uses.
    static SegmentSource of(Disk disk) {
        return new SegmentSource() {
            @Override
            public List<String> list() throws IOException {
                return disk.list();
            }

            @Override
            public byte[] bytes(String name, byte @Nullable [] before) throws IOException {
                try (Disk.File file = disk.open(name)) {
                    byte[] bytes = room(name, file.size(), before);
                    ByteBuffer into = ByteBuffer.wrap(bytes);
                    file.read(0, into);
                    Arrays.fill(bytes, into.position(), bytes.length, (byte) 0);
                    return bytes;
                }
            }
        };
    }

    /// Returns an array for a file of so many bytes: `before` if it has that length. What is in it then has to be overwritten.
    ///
    /// @throws JournalException.Damaged if that is more than a segment can have
    static byte[] room(String name, long bytes, byte @Nullable [] before) throws JournalException.Damaged {
        if (bytes > SegmentFormat.FILE_BYTES_MAX) {
            throw new JournalException.Damaged(name, 0, "it has " + bytes + " bytes, more than a segment can");
        }
        return before != null && before.length == bytes ? before : new byte[(int) bytes];
    }
}
