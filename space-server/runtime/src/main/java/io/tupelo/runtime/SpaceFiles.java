package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.CheckpointWriter;
import io.tupelo.checkpoint.Progress;
import io.tupelo.checkpoint.Seal;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.JournalFiles;
import io.tupelo.journal.JournalRecord;
import io.tupelo.journal.JournalSegment;
import io.tupelo.journal.JournalVisitor;
import io.tupelo.journal.RecoveryReport;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The files of a durable space, to be looked at: which states they hold. Nothing in the folder is changed, and its lock is neither
/// taken nor asked for, so this works on a copy, and beside the server that serves the space.
///
/// Beside a server, a state may have records that are written and not synced yet. It is a state that the space was in, and holds all
/// that was acknowledged when reading began; after a failure of the machine the server itself may lack the last of it.
public final class SpaceFiles {
    /// So often the server may delete what is being read, having written newer checkpoints, until this gives up.
    private static final int ATTEMPTS_MAX = 100;

    private final Path folder;
    private final CheckpointFiles checkpoints;

    private SpaceFiles(Path folder) {
        this.folder = folder;
        this.checkpoints = CheckpointFiles.in(folder);
    }

    /// A state of the space. What hasn't changed since the checkpoint that it was read from is in that alone, which is open until this
    /// is closed.
    public static final class State implements Closeable {
        private final SpaceFolder.State state;

        private State(SpaceFolder.State state) {
            this.state = state;
        }

        /// Returns what it is; until it is closed.
        public SpaceImage image() {
            return state.image();
        }

        /// Returns the journal's record after which it is so; 0 before the first.
        public long sequence() {
            return state.sequence();
        }

        /// Writes it as a checkpoint into a folder that is there, from which a space can be opened then.
        ///
        /// @throws IOException if it can't be written
        public Seal write(Path target, Progress progress) throws IOException {
            try {
                return CheckpointWriter.write(target, sequence(), new ImageItems(state), progress);
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }

        @Override
        public void close() {
            state.close();
        }
    }

    /// Looks at the space in `folder`.
    ///
    /// @throws IOException if there is none
    public static SpaceFiles in(Path folder) throws IOException {
        SpaceFiles files = new SpaceFiles(folder);
        if (files.checkpoints.newestFirst().isEmpty()) {
            // Says what is wrong with the folder, if there is nothing at all.
            var _ = JournalFiles.in(folder);
        }
        return files;
    }

    /// Returns the folders with a space in `data`, where each space of a server has one.
    ///
    /// @throws IOException if the folder can't be read
    public static List<Path> spaces(Path data) throws IOException {
        try (Stream<Path> inside = Files.list(data)) {
            List<Path> found = new ArrayList<>();
            for (Path one : inside.filter(Files::isDirectory).sorted().toList()) {
                if (isSpace(one)) {
                    found.add(one);
                }
            }
            return found;
        }
    }

    /// Says whether the folder itself is that of a space.
    ///
    /// @throws IOException if it can't be read
    public static boolean isSpace(Path folder) throws IOException {
        try {
            var _ = in(folder);
            return true;
        } catch (JournalException.Absent _) {
            return false;
        }
    }

    /// Returns the checkpoints.
    public CheckpointFiles checkpoints() {
        return checkpoints;
    }

    /// Returns the journal; empty if nothing was appended to one, as in a folder that was just restored.
    ///
    /// @throws IOException if the folder can't be read
    public Optional<JournalFiles> journal() throws IOException {
        try {
            return Optional.of(JournalFiles.in(folder));
        } catch (JournalException.Absent _) {
            return Optional.empty();
        }
    }

    /// Returns what a checkpoint says.
    ///
    /// @throws IOException if it is damaged, or not one of a space
    public static SpaceImage image(Checkpoint checkpoint) throws IOException {
        return ImageItems.read(checkpoint);
    }

    /// Returns when the last command was applied of which a checkpoint knows, in milliseconds since 1970, without reading all.
    ///
    /// @throws IOException if it is damaged, or not one of a space
    public static long time(Checkpoint checkpoint) throws IOException {
        return own(checkpoint).time();
    }

    /// Returns what a checkpoint says of the space itself, without reading all: its epoch, and its last command.
    static SpaceImage own(Checkpoint checkpoint) throws IOException {
        byte[] own = checkpoint.get(0);
        if (own == null) {
            throw new IOException("checkpoint " + checkpoint + " can't be understood: it has no item 0");
        }
        return SpaceRecords.item(ByteBuffer.wrap(own));
    }

    /// Returns the state at a point, from the newest good checkpoint that is not behind it, and the journal.
    ///
    /// @param watching is shown what is read of the journal
    /// @param damaged hears of each checkpoint that is damaged, and therefore not used
    /// @throws IOException if the files don't have that state; the message says which is the next that they have
    public State read(RestorePoint point, JournalVisitor watching, Consumer<CheckpointException.Damaged> damaged)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Long> before = checkpoints.newestFirst();
            try {
                return readOnce(point, watching, damaged);
            } catch (Gap | NoSuchFileException gap) {
                // The server deletes what newer checkpoints cover; from those there is no gap.
                if (attempt == ATTEMPTS_MAX || checkpoints.newestFirst().equals(before)) {
                    throw gap instanceof Gap missing ? new IOException(missing.getMessage() + next(point), missing) : gap;
                }
            }
        }
    }

    private State readOnce(RestorePoint point, JournalVisitor watching, Consumer<CheckpointException.Damaged> damaged)
            throws IOException {
        SpaceFolder.State base = base(point, damaged);
        try {
            long whole = follow(base, point, watching);
            return new State(new SpaceFolder.State(base.image(), base.entries(), whole));
        } catch (IOException | RuntimeException failed) {
            base.close();
            throw failed;
        }
    }

    /// Applies to a base what the journal has up to the point, and returns the last record that was applied.
    private long follow(SpaceFolder.State base, RestorePoint point, JournalVisitor watching) throws IOException {
        Forward forward = new Forward(base, point, watching);
        Optional<JournalFiles> journal = journal();
        if (journal.isEmpty() || base.sequence() == point.sequence()) {
            forward.end(base.sequence());
        } else {
            forward.follow(journal.get().first().orElse(0));
            RecoveryReport read;
            try {
                read = journal.get().read(base.sequence() + 1, point.sequence(), forward);
            } catch (Reached _) {
                return forward.whole;
            }
            // Without a segment there is no last record.
            forward.end(Math.max(read.last(), base.sequence()));
        }
        return forward.whole;
    }

    private SpaceFolder.State base(RestorePoint point, Consumer<CheckpointException.Damaged> damaged) throws IOException {
        for (long sequence : checkpoints.newestFirst()) {
            if (sequence > point.sequence()) {
                continue;
            }
            try {
                Checkpoint checkpoint = checkpoints.open(sequence);
                if (isIncluded(checkpoint, point)) {
                    return SpaceFolder.State.of(checkpoint);
                }
                checkpoint.close();
            } catch (CheckpointException.Damaged found) {
                damaged.accept(found);
            }
        }
        return SpaceFolder.State.of(null);
    }

    private static boolean isIncluded(Checkpoint checkpoint, RestorePoint point) throws IOException {
        try {
            return point.includes(checkpoint.sequence(), time(checkpoint));
        } catch (IOException | RuntimeException unreadable) {
            checkpoint.close();
            throw unreadable;
        }
    }

    /// Says in half a sentence which is the first state behind a point that there is. Whoever goes back wants to know how far that is.
    private String next(RestorePoint point) throws IOException {
        String next = "";
        for (long sequence : checkpoints.newestFirst()) {
            try (Checkpoint checkpoint = checkpoints.open(sequence)) {
                long time = time(checkpoint);
                if (!point.includes(sequence, time)) {
                    next = ". The earliest point behind it that can be had is record " + sequence + ", of "
                            + Instant.ofEpochMilli(time);
                }
            } catch (CheckpointException.Damaged _) {
                // Whoever asked has been told.
            }
        }
        return next;
    }

    /// Applies records to a base until the point is reached.
    private static final class Forward implements JournalVisitor {
        private final SpaceRecords records = new SpaceRecords(true);
        private final SpaceFolder.State base;
        private final RestorePoint point;
        private final JournalVisitor watching;
        private long reading;
        private long whole;

        Forward(SpaceFolder.State base, RestorePoint point, JournalVisitor watching) {
            this.base = base;
            this.point = point;
            this.watching = watching;
            reading = base.sequence();
            whole = reading;
        }

        @Override
        public void segment(JournalSegment segment) throws IOException {
            watching.segment(segment);
            follow(segment.first());
        }

        private void follow(long sequence) throws Gap {
            if (sequence > reading + 1) {
                throw new Gap("the state " + point + " can't be had: the records " + (reading + 1) + " to " + (sequence - 1)
                        + " are missing, and what they did is in no good checkpoint");
            }
        }

        @Override
        public void deleted(String file) {
            watching.deleted(file);
        }

        @Override
        public void record(JournalRecord record) throws IOException {
            watching.record(record);
            if (record.sequence() <= base.sequence()) {
                return;
            }
            follow(record.sequence());
            if (records.next(record) instanceof SpaceRecords.Meaning.Changes changes) {
                apply(changes.changes(), record.sequence());
            }
            reading = record.sequence();
        }

        private void apply(List<Change> changes, long sequence) throws IOException {
            for (Change change : changes) {
                if (change instanceof Change.Command(long _, long time) && !point.includes(sequence, time)) {
                    if (base.image().time() == 0) {
                        throw new IOException("there is nothing of that time or before it; the first command is of "
                                + Instant.ofEpochMilli(time));
                    }
                    throw new Reached();
                }
            }
            try {
                changes.forEach(base.image()::apply);
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            } catch (IllegalStateException wrong) {
                throw new IOException("record " + sequence + " can't be understood: " + wrong.getMessage(), wrong);
            }
            whole = sequence;
        }

        /// All was read, up to the record `last`.
        void end(long last) throws IOException {
            if (point.isRecord() && last < point.sequence()) {
                throw new IOException("there is no record " + point.sequence() + "; the last one is " + last);
            }
        }
    }

    /// Records are missing.
    private static final class Gap extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private Gap(String message) {
            super(message);
        }
    }

    /// What follows comes after the point.
    private static final class Reached extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
