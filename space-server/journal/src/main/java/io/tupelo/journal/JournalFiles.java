package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a journal, to be looked at. Nothing in the folder is changed, and its lock is neither taken nor asked for, so
/// this works on a copy, and beside the server that writes there.
///
/// Of a journal that is written meanwhile, all is seen that was safe when reading began, but for what its owner deletes, and an
/// end that may look torn, because it is just being written.
///
/// Keeps nothing open, and no state: may be used by several threads, each of which reads for itself.
public final class JournalFiles {
    /// A folder whose files change faster than they can be listed twice is not one that a server uses.
    private static final int LISTINGS_MAX = 1_000;
    private static final int READ_BYTES = 1 << 20;

    private final Path folder;
    private final SegmentSource source = new Source();

    private JournalFiles(Path folder) {
        this.folder = folder;
    }

    /// Looks at the journal in `folder`.
    ///
    /// @throws JournalException.Absent if there is none
    /// @throws IOException if the folder can't be read
    public static JournalFiles in(Path folder) throws IOException {
        try {
            if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                throw new JournalException.Absent(folder + " is a file; name the folder that it lies in");
            }
        } catch (NoSuchFileException _) {
            throw new JournalException.Absent("there is no folder " + folder);
        }
        JournalFiles files = new JournalFiles(folder);
        if (files.firsts().isEmpty()) {
            String elsewhere = files.elsewhere();
            // A journal that nothing was appended to has no segment, but it has been locked.
            if (!elsewhere.isEmpty() || Files.notExists(folder.resolve(FileDisk.LOCK))) {
                throw new JournalException.Absent("there is no journal in " + folder + elsewhere);
            }
        }
        return files;
    }

    /// Returns the sequence with which its first segment begins; empty if there is none.
    ///
    /// @throws IOException if the folder can't be read
    public OptionalLong first() throws IOException {
        return firsts().stream().mapToLong(Long::longValue).findFirst();
    }

    /// Returns how many bytes its segments have.
    ///
    /// @throws IOException if the folder can't be read
    public long bytes() throws IOException {
        long bytes = 0;
        for (long first : firsts()) {
            try {
                bytes += Files.size(folder.resolve(SegmentFormat.name(first)));
            } catch (NoSuchFileException _) {
                // Deleted since, by who uses the journal.
            }
        }
        return bytes;
    }

    /// Reads all records.
    ///
    /// @return what was found, where a torn tail begins if there is one, and how long it is
    /// @throws JournalException.Damaged if what was on the disk once is not there any more; `visitor` was shown what is before
    /// @throws IOException if a file can't be read, or `visitor` fails
    public RecoveryReport read(JournalVisitor visitor) throws IOException {
        return read(0, Long.MAX_VALUE, visitor);
    }

    /// Reads the records with the sequences `from` to `to`. Segments in which there are none of them are not opened, so what
    /// is damaged elsewhere is no obstacle.
    ///
    /// @return what was found, and whether there is a torn tail, if it was read as far
    /// @throws JournalException.Damaged if what was on the disk once is not there any more; `visitor` was shown what is before
    /// @throws IOException if a file can't be read, or `visitor` fails
    public RecoveryReport read(long from, long to, JournalVisitor visitor) throws IOException {
        return Recovery.read(source, from, to, visitor).report();
    }

    private List<Long> firsts() throws IOException {
        return Recovery.segments(source.list());
    }

    /// Names a folder within this one that has a journal, for who forgot that each space has its own.
    private String elsewhere() throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory)
                    .filter(JournalFiles::hasSegments)
                    .sorted()
                    .findFirst()
                    .map(found -> ", but there is one in " + found)
                    .orElse("");
        }
    }

    private static boolean hasSegments(Path folder) {
        try {
            return !Recovery.segments(names(folder)).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private final class Source implements SegmentSource {
        /// Lists until two listings are alike: one that is made while files come and go may have a later and lack an earlier one.
        @Override
        public List<String> list() throws IOException {
            List<String> before = names(folder);
            for (int i = 0; i < LISTINGS_MAX; i++) {
                List<String> now = names(folder);
                if (now.equals(before)) {
                    return now;
                }
                before = now;
            }
            throw new IOException("the files in " + folder + " change faster than they can be listed");
        }

        @Override
        public byte @Nullable [] bytes(String name, byte @Nullable [] before) throws IOException {
            try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
                byte[] bytes = SegmentSource.room(name, channel.size(), before);
                ByteBuffer into = ByteBuffer.wrap(bytes);
                // In pieces: for each read, the JDK keeps as much again outside the heap.
                while (into.hasRemaining()) {
                    into.limit(Math.min(into.capacity(), into.position() + READ_BYTES));
                    if (channel.read(into) < 0) {
                        break;
                    }
                    into.limit(into.capacity());
                }
                Arrays.fill(bytes, into.position(), bytes.length, (byte) 0);
                return bytes;
            } catch (NoSuchFileException _) {
                return null;
            }
        }
    }
}
