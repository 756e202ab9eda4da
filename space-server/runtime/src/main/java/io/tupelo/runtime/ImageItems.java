package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.ChangeWriter;
import io.tupelo.change.EntryImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.Item;
import io.tupelo.checkpoint.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/// A space's image as the items of a checkpoint, and back: each container, entry, session and claim under its number, and what
/// is the space's own under 0.
final class ImageItems implements Iterator<Item> {
    private static final long SPACE = 0;

    private final SpaceImage image;
    private final ChangeWriter writer = new ChangeWriter();
    private final long[] keys;
    private int next;

    ImageItems(SpaceImage image) {
        this.image = image;
        keys = new long[1 + image.containers().size() + image.entries().size() + image.sessions().size()
                + image.claims().size()];
        int count = 1;
        for (long id : image.containers().keySet()) {
            keys[count++] = id;
        }
        for (EntryImage entry : image.entries()) {
            keys[count++] = entry.id();
        }
        for (long id : image.sessions().keySet()) {
            keys[count++] = id;
        }
        for (long token : image.claims().keySet()) {
            keys[count++] = token;
        }
        Arrays.sort(keys);
    }

    /// Returns the image that an open checkpoint has.
    ///
    /// @throws IOException if it is damaged, or not one of a space
    static SpaceImage read(Checkpoint checkpoint) throws IOException {
        try {
            SpaceImage image = new SpaceImage();
            checkpoint.read((key, value) -> ChangeReader.read(value, image));
            return image;
        } catch (UnreadableException | IllegalStateException wrong) {
            throw notUnderstood(checkpoint, wrong);
        }
    }

    /// Returns the state that the checkpoint in a file has, which is read once.
    ///
    /// @throws IOException if it is damaged, or not one of a space
    static SpaceFolder.State read(Path file) throws IOException {
        try {
            SpaceImage image = new SpaceImage();
            Seal seal = Checkpoint.readOnce(file, (key, value) -> ChangeReader.read(value, image));
            return new SpaceFolder.State(image, seal.sequence());
        } catch (UnreadableException | IllegalStateException wrong) {
            throw notUnderstood(file, wrong);
        }
    }

    private static IOException notUnderstood(Object checkpoint, RuntimeException wrong) {
        return new IOException("checkpoint " + checkpoint + " can't be understood: " + wrong.getMessage(), wrong);
    }

    @Override
    public boolean hasNext() {
        return next < keys.length;
    }

    @Override
    public Item next() {
        long key = keys[next++];
        writer.begin(0);
        write(key);
        ByteBuffer written = writer.written();
        byte[] value = new byte[written.remaining()];
        written.get(value);
        return new Item(key, value);
    }

    private void write(long key) {
        if (key == SPACE) {
            writer.write(new Change.Started(image.epoch()));
            writer.write(new Change.Reserved(image.reserved()));
            writer.write(new Change.Command(image.sequence(), image.time()));
        } else if (image.containers().containsKey(key)) {
            writer.write(new Change.ContainerCreated(key, image.containers().get(key)));
        } else if (image.sessions().containsKey(key)) {
            writer.write(image.sessions().get(key));
        } else if (image.claims().containsKey(key)) {
            writer.write(image.claims().get(key));
        } else {
            writer.write(new Change.Written(image.entry(key), 0));
        }
    }
}
