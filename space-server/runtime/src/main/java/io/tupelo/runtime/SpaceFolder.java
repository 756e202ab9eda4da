package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.Checkpoints;
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
        return checkpoints(folder).newest(ImageItems::read).orElseGet(() -> new State(new SpaceImage(), 0));
    }

    /// Returns the state after the last whole record of changes up to `to`, read from files that may be in use.
    ///
    /// @throws IOException if there is a gap between checkpoint and journal, or something can't be read
    static State read(Path folder, long to) throws IOException {
        State base = checkpointed(folder);
        Following following = new Following(base.sequence(), (record, epoch) -> apply(record, epoch, base.image()::apply));
        following.read(folder, to);
        return new State(base.image(), following.whole());
    }

    /// Applies a record of changes to an image.
    static void apply(ByteBuffer record, long epoch, Consumer<Change> image) throws IOException {
        try {
            ChangeReader.read(record, epoch, image);
        } catch (UnreadableException | IllegalStateException wrong) {
            throw new IOException("the journal has a record that can't be understood: " + wrong.getMessage(), wrong);
        }
    }
}
