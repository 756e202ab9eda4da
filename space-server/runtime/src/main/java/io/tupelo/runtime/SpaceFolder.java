package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a space's folder says the space is: the newest good checkpoint, and the records of the journal after it.
final class SpaceFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceFolder.class);

    private SpaceFolder() {}

    /// A state, and the journal's record after which it is so. The image has those entries, for which a checkpoint may be open until
    /// this is closed.
    record State(SpaceImage image, BasedEntries entries, long sequence) implements Closeable {
        /// Returns what a checkpoint says, and takes it over; without one, the state in which nothing has happened.
        ///
        /// @throws IOException if it is damaged, or not one of a space; it is closed then
        static State of(@Nullable Checkpoint checkpoint) throws IOException {
            BasedEntries entries = new BasedEntries(checkpoint);
            try {
                SpaceImage image = new SpaceImage(entries);
                entries.begin(image);
                return new State(image, entries, checkpoint == null ? 0 : checkpoint.sequence());
            } catch (IOException | RuntimeException failed) {
                entries.close();
                throw failed;
            }
        }

        /// Says whether the newest good checkpoint says all of it.
        boolean isCheckpointed() {
            return entries.isBasedOn(sequence);
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /// Returns the checkpoints of a folder; what is wrong with one is logged.
    static Checkpoints checkpoints(Path folder) {
        return new Checkpoints(folder, SpaceFolder::report);
    }

    private static void report(CheckpointException.Damaged damaged) {
        LOG.error("going back to the checkpoint before it, and reading more of the journal", damaged);
    }

    /// Returns what the newest good checkpoint says, without one open for it, which is read sooner, unless that would be too much;
    /// an empty image if there is none.
    ///
    /// @param residentBytesMax a file with more stays where it is, and open
    static State started(Path folder, long residentBytesMax) throws IOException {
        Checkpoints.Reading<State> reading = file ->
                Files.size(file) <= residentBytesMax ? ImageItems.read(file) : State.of(Checkpoint.open(file));
        Optional<State> newest = checkpoints(folder).newest(reading);
        return newest.isPresent() ? newest.get() : State.of(null);
    }

    /// Returns what the newest good checkpoint says, which is open for it; an empty image if there is none.
    static State checkpointed(Path folder) throws IOException {
        return State.of(checkpoints(folder).newest().orElse(null));
    }

    /// Returns the state after the last whole record of changes up to `to`, read from files that may be in use.
    ///
    /// @throws IOException if there is a gap between checkpoint and journal, or something can't be read
    static State read(Path folder, long to) throws IOException {
        State base = checkpointed(folder);
        try {
            Following following =
                    new Following(base.sequence(), (record, epoch) -> apply(record, epoch, base.image()::apply));
            following.read(folder, to);
            return new State(base.image(), base.entries(), following.whole());
        } catch (IOException | RuntimeException failed) {
            base.close();
            throw failed;
        }
    }

    /// Applies a record of changes to an image.
    static void apply(ByteBuffer record, long epoch, Consumer<Change> image) throws IOException {
        try {
            ChangeReader.read(record, epoch, image);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (UnreadableException | IllegalStateException wrong) {
            throw new IOException("the journal has a record that can't be understood: " + wrong.getMessage(), wrong);
        }
    }
}
