package io.tupelo.runtime;

import io.tupelo.change.ChangeReader;
import io.tupelo.change.Entries;
import io.tupelo.change.EntryImage;
import io.tupelo.change.EntryImages;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.Item;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The entries of a checkpoint, read from it when they are asked for, and what has changed of them since, in memory: as much
/// memory as there are changes, however large the checkpoint is. Owns that.
///
/// Throws an [UncheckedIOException] when the checkpoint can't be read.
final class BasedEntries extends Entries implements Closeable {
    private static final int WORD_SHIFT = 6;

    private final @Nullable Checkpoint base;
    /// Those that are not as the checkpoint has them.
    private final EntryImages changed = new EntryImages();
    /// Those of the checkpoint that were removed, or are in `changed`: a bit for each, since ids that are near each other often go
    /// together.
    private final Map<Long, Long> hidden = new HashMap<>();
    /// Greater ids are not in the checkpoint.
    private long baseIdMax = -1;
    private int size;

    /// Makes those of a checkpoint; without one there are none yet, and all stay in memory.
    BasedEntries(@Nullable Checkpoint base) {
        this.base = base;
    }

    /// Finds out which there are, and adds to `others` what else the checkpoint has. To be called once, first.
    ///
    /// @throws IOException if it is damaged, or not one of a space
    void begin(SpaceImage others) throws IOException {
        if (base == null) {
            return;
        }
        try {
            base.read((key, value) -> {
                if (ChangeReader.isEntry(value)) {
                    size++;
                    baseIdMax = key;
                } else {
                    ChangeReader.read(value, others);
                }
            });
        } catch (UnreadableException | IllegalStateException wrong) {
            throw ImageItems.notUnderstood(base, wrong);
        }
    }

    /// Returns the checkpoint, or null if there is none.
    @Nullable Checkpoint base() {
        return base;
    }

    @Override
    public boolean isKept(long id) {
        return id <= baseIdMax && !isHidden(id);
    }

    /// Says whether the checkpoint is that of this record.
    boolean isBasedOn(long sequence) {
        return base != null && base.sequence() == sequence;
    }

    /// Returns those that are not as the checkpoint has them.
    Collection<EntryImage> changed() {
        return Collections.unmodifiableCollection(changed);
    }

    /// Returns those that are as the checkpoint has them, as it has them, in the order of their ids.
    Iterator<Item> untouched() {
        return base == null ? Collections.emptyIterator() : new Untouched(base.items());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable EntryImage get(long id) {
        EntryImage entry = changed.get(id);
        return entry == null && !isHidden(id) ? read(id) : entry;
    }

    private @Nullable EntryImage read(long id) {
        if (base == null || id > baseIdMax) {
            return null;
        }
        try {
            byte[] value = base.get(id);
            ByteBuffer bytes = value == null ? null : ByteBuffer.wrap(value);
            return bytes == null || !ChangeReader.isEntry(bytes) ? null : entry(bytes);
        } catch (CheckpointException.Damaged damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private EntryImage entry(ByteBuffer value) {
        try {
            return ChangeReader.entry(value);
        } catch (UnreadableException wrong) {
            throw new UncheckedIOException(ImageItems.notUnderstood(base, wrong));
        }
    }

    @Override
    public void put(EntryImage entry) {
        size += get(entry.id()) == null ? 1 : 0;
        hide(entry.id());
        changed.put(entry);
    }

    @Override
    public @Nullable EntryImage remove(long id) {
        EntryImage removed = get(id);
        if (removed != null) {
            size--;
            hide(id);
            var _ = changed.remove(id);
        }
        return removed;
    }

    private void hide(long id) {
        if (id <= baseIdMax) {
            hidden.merge(id >> WORD_SHIFT, 1L << id, (some, more) -> some | more);
        }
    }

    private boolean isHidden(long id) {
        return id <= baseIdMax && (hidden.getOrDefault(id >> WORD_SHIFT, 0L) & 1L << id) != 0;
    }

    @Override
    public Iterator<EntryImage> iterator() {
        Iterator<EntryImage> first = changed.iterator();
        Iterator<Item> second = untouched();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() || second.hasNext();
            }

            @Override
            public EntryImage next() {
                return first.hasNext() ? first.next() : entry(ByteBuffer.wrap(second.next().value()));
            }
        };
    }

    @Override
    public void close() {
        if (base != null) {
            base.close();
        }
    }

    /// Passes over what isn't an entry, or isn't as the checkpoint has it.
    private final class Untouched implements Iterator<Item> {
        private final Iterator<Item> all;
        private @Nullable Item next;

        Untouched(Iterator<Item> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                Item item = all.next();
                next = ChangeReader.isEntry(ByteBuffer.wrap(item.value())) && !isHidden(item.key()) ? item : null;
            }
            return next != null;
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Item item = Objects.requireNonNull(next);
            next = null;
            return item;
        }
    }
}
