package io.tupelo.change;

import java.util.AbstractCollection;
import org.jspecify.annotations.Nullable;

/// The entries of a [SpaceImage], by their ids. Compared by value. Not thread-safe.
public abstract class Entries extends AbstractCollection<EntryImage> {
    /// For those who keep some.
    protected Entries() {}

    /// Returns an entry, or null if there is none of that id.
    public abstract @Nullable EntryImage get(long id);

    /// Puts an entry in, in the place of the one with its id.
    public abstract void put(EntryImage entry);

    /// Takes an entry out, and returns it; null if there is none.
    public abstract @Nullable EntryImage remove(long id);

    /// Says whether an entry is as it was when the kernel began that is to go on from the image, and can be read back by it, so that
    /// its tuple need not stay in memory.
    public boolean isKept(long id) {
        return false;
    }

    /// Says whether the other has equal entries.
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Entries those
                && size() == those.size()
                && stream().allMatch(entry -> entry.equals(those.get(entry.id())));
    }

    @Override
    public final int hashCode() {
        return stream().mapToInt(EntryImage::hashCode).sum();
    }
}
