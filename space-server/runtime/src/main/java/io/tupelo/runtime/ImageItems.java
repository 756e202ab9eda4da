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
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A space's image as the items of a checkpoint, and back: each container, entry, session and claim under its number, and what
/// is the space's own under 0. What is as a checkpoint has it already is passed on as it is there.
final class ImageItems implements Iterator<Item> {
    private static final long SPACE = 0;

    private final SpaceImage image;
    private final Iterator<Item> untouched;
    private final ChangeWriter writer = new ChangeWriter();
    private final long[] keys;
    private int next;
    private @Nullable Item nextUntouched;

    /// Merges what a checkpoint has, as an LSM tree does, with what has changed since.
    ImageItems(SpaceFolder.State state) {
        this(state.image(), state.entries().changed(), state.entries().untouched());
    }

    /// @param entries those of the image that are to be written
    /// @param untouched the others, as they are in a checkpoint, in the order of their ids
    ImageItems(SpaceImage image, Collection<EntryImage> entries, Iterator<Item> untouched) {
        this.image = image;
        this.untouched = untouched;
        keys = new long[1 + image.containers().size() + entries.size() + image.sessions().size() + image.claims().size()];
        int count = 1;
        for (long id : image.containers().keySet()) {
            keys[count++] = id;
        }
        for (EntryImage entry : entries) {
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
            BasedEntries entries = new BasedEntries(null);
            SpaceImage image = new SpaceImage(entries);
            Seal seal = Checkpoint.readOnce(file, (key, value) -> ChangeReader.read(value, image));
            return new SpaceFolder.State(image, entries, seal.sequence());
        } catch (UnreadableException | IllegalStateException wrong) {
            throw notUnderstood(file, wrong);
        }
    }

    /// Returns what to throw when a checkpoint is whole, and not one of a space.
    static IOException notUnderstood(@Nullable Object checkpoint, RuntimeException wrong) {
        return new IOException("checkpoint " + checkpoint + " can't be understood: " + wrong.getMessage(), wrong);
    }

    @Override
    public boolean hasNext() {
        if (nextUntouched == null && untouched.hasNext()) {
            nextUntouched = untouched.next();
        }
        return next < keys.length || nextUntouched != null;
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Item asItIs = nextUntouched;
        if (asItIs != null && (next == keys.length || asItIs.key() < keys[next])) {
            nextUntouched = null;
            return asItIs;
        }
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
