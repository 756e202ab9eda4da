package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where [Recovery] reads the files of a journal from.
interface SegmentSource {
    /// Returns the names of the files.
    List<String> list() throws IOException;

    /// Returns what is in a file that was listed; null if it has been deleted since, by who uses the journal.
    byte @Nullable [] bytes(String name) throws IOException;

    /// Reads from a disk that nobody else uses.
    static SegmentSource of(Disk disk) {
        return new SegmentSource() {
            @Override
            public List<String> list() throws IOException {
                return disk.list();
            }

            @Override
            public byte[] bytes(String name) throws IOException {
                try (Disk.File file = disk.open(name)) {
                    ByteBuffer bytes = ByteBuffer.allocate(sizeOf(name, file.size()));
                    file.read(0, bytes);
                    return bytes.array();
                }
            }
        };
    }

    /// Checks that a file is no larger than a segment can be.
    static int sizeOf(String name, long bytes) throws JournalException.Damaged {
        if (bytes > SegmentFormat.FILE_BYTES_MAX) {
            throw new JournalException.Damaged(name, 0, "it has " + bytes + " bytes, more than a segment can");
        }
        return (int) bytes;
    }
}
