package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.Checkpoints;
import io.tupelo.journal.JournalFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a space's folder says the space is: the newest good checkpoint, and the records of the journal after it.
final class SpaceFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceFolder.class);

    private SpaceFolder() {}

    /// A state, and the journal's record after which it is so.
    record State(SpaceImage image, long sequence) {}

    /// Returns the checkpoints of a folder; what is wrong with one is logged.
    static Checkpoints checkpoints(Path folder) {
        return new Checkpoints(folder, SpaceFolder::report);
    }

    private static void report(CheckpointException.Damaged damaged) {
        LOG.error("going back to the checkpoint before it, and reading more of the journal", damaged);
    }

    /// Returns what the newest good checkpoint says; an empty image if there is none.
    static State checkpointed(Path folder) throws IOException {
        try (Checkpoint newest = checkpoints(folder).newest().orElse(null)) {
            if (newest == null) {
                return new State(new SpaceImage(), 0);
            }
            SpaceImage image = ImageItems.read(newest);
            return new State(image, newest.sequence());
        } catch (UnreadableException | IllegalStateException wrong) {
            throw new IOException("the checkpoint in " + folder + " can't be understood: " + wrong.getMessage(), wrong);
        }
    }

    /// Returns the state after the last whole record of changes up to `to`, read from files that may be in use.
    ///
    /// @throws IOException if there is a gap between checkpoint and journal, or something can't be read
    static State read(Path folder, long to) throws IOException {
        State base = checkpointed(folder);
        Applied applied = new Applied(base);
        RecordPieces.Joiner joiner = new RecordPieces.Joiner(applied::record);
        JournalFiles.in(folder).read(base.sequence() + 1, to, record -> {
            if (record.sequence() > base.sequence()) {
                applied.at(record.sequence());
                joiner.record(record.sequence(), record.epoch(), record.payload());
            }
        });
        return new State(base.image(), applied.whole);
    }

    /// Applies a record of changes to an image.
    static void apply(ByteBuffer record, long epoch, Consumer<Change> image) throws IOException {
        try {
            ChangeReader.read(record, epoch, image);
        } catch (UnreadableException | IllegalStateException wrong) {
            throw new IOException("the journal has a record that can't be understood: " + wrong.getMessage(), wrong);
        }
    }

    /// Says that records are missing between a checkpoint and the journal.
    static void checkFollows(long covered, long next) throws IOException {
        if (next > covered + 1) {
            throw new IOException("the records " + (covered + 1) + " to " + (next - 1) + " are missing: the journal begins with "
                    + next + ", and what comes before it is in no good checkpoint; restore a backup");
        }
    }

    /// Applies what follows a base, and knows how far it is.
    private static final class Applied {
        private final State base;
        private long reading;
        private long whole;

        Applied(State base) {
            this.base = base;
            whole = base.sequence();
            reading = whole;
        }

        void at(long sequence) throws IOException {
            checkFollows(reading, sequence);
            reading = sequence;
        }

        void record(ByteBuffer record, long epoch) throws IOException {
            apply(record, epoch, base.image()::apply);
            whole = reading;
        }
    }
}
