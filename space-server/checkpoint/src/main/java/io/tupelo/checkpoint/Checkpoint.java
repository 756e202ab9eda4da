package io.tupelo.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.mapdb.SortedTableMap;

/// The state of a space at one sequence, read from a file that never changes.
///
/// Many threads may read at once. An interrupt does nothing here. Whatever fails while it is open is reported as
/// [CheckpointException.Damaged]: each block has a checksum of its own, so what goes wrong after opening is seen too.
public final class Checkpoint implements Closeable {
    private final Path file;
    private final Seal seal;
    private final MappedVolume volume;
    private final SortedTableMap<long[], ByteBuffer> table;
    /// The key of the first item of each block. Kept so that a table that goes wrong later can't hide a block: 8 bytes for 32 KiB.
    private final long[] firsts;
    /// What [#get] has read last: often a neighbour is asked for next.
    private volatile @Nullable Found last;

    /// A block, and which one it is.
    private record Found(int number, Block block) {}

    private Checkpoint(Path file, Seal seal, MappedVolume volume) {
        this.file = file;
        this.seal = seal;
        this.volume = volume;
        this.table = SortedTableMap.open(volume, new KeyCodec(), new SliceCodec());
        LongStream.Builder keys = LongStream.builder();
        table.keyIterator().forEachRemaining(key -> {
            if (key[1] == 0) {
                keys.add(key[0]);
            }
        });
        this.firsts = keys.build().toArray();
    }

    /// Opens a checkpoint, once its whole file has been read and its checksum was right. An interrupt meanwhile ends it, with an
    /// [IOException].
    ///
    /// @throws CheckpointException.Damaged if anything in it is not as it was sealed
    /// @throws CheckpointException.UnknownVersion if it is whole, but in a format of the future
    public static Checkpoint open(Path file) throws IOException {
        Seal seal = sealOf(file);
        MappedVolume volume = new MappedVolume(file, seal.tableBytes());
        try {
            return new Checkpoint(file, seal, volume);
        } catch (RuntimeException | InternalError notATable) {
            volume.close();
            throw new CheckpointException.Damaged(file, "MapDB can't open what was sealed: " + notATable, notATable);
        }
    }

    private static Seal sealOf(Path file) throws IOException {
        try (Sweep sweep = new Sweep(file)) {
            return sweep.end();
        }
    }

    /// Reads all items in the order of their keys, without opening the checkpoint: each byte of the file is read once, where opening
    /// it and reading it then takes three times. An interrupt ends it, with an [IOException].
    ///
    /// Items are passed on *before* it is known whether the file is whole, so what `reader` makes of them counts only if this
    /// returns. If the reader fails, that is passed on only if the file is whole, and the reader is not called again.
    ///
    /// @return what the file says of itself
    /// @throws CheckpointException.Damaged if anything in it is not as it was sealed
    /// @throws CheckpointException.UnknownVersion if it is whole, but in a format of the future; the reader was not called then
    public static Seal readOnce(Path file, ItemReader reader) throws IOException {
        try (Sweep sweep = new Sweep(file)) {
            try {
                readAll(new Cursor(sweep, null, sweep.claimedItems()), reader);
            } catch (BrokenException broken) {
                var _ = sweep.end();
                throw new CheckpointException.Damaged(file, broken.what(), broken);
            } catch (RuntimeException refused) {
                // Perhaps only because the file isn't whole.
                var _ = sweep.end();
                throw refused;
            }
            return sweep.end();
        }
    }

    private static void readAll(Cursor cursor, ItemReader reader) throws IOException, BrokenException {
        while (cursor.hasNext()) {
            try {
                cursor.advance();
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            } catch (RuntimeException wrong) {
                throw new BrokenException("reading fails with " + wrong, wrong);
            }
            reader.item(cursor.key(), cursor.view());
        }
    }

    /// Opens a checkpoint, and reads every item.
    ///
    /// @throws CheckpointException if it can't be read from beginning to end
    public static Seal verify(Path file) throws IOException {
        try (Checkpoint checkpoint = open(file)) {
            checkpoint.read((_, _) -> {});
            return checkpoint.seal;
        }
    }

    /// Returns the sequence of the journal's record after which the state was this.
    public long sequence() {
        return seal.sequence();
    }

    /// Returns how many items there are.
    public long size() {
        return seal.items();
    }

    /// Returns what the file says of itself.
    public Seal seal() {
        return seal;
    }

    /// Returns the value under a key, or null if there is none. Reads a block of 32 KiB, unless it is that of the key that was asked
    /// for before, or all of a value that is longer.
    ///
    /// @throws CheckpointException.Damaged if what is read is not what was written
    /// @throws IllegalStateException if the checkpoint is closed
    public byte @Nullable [] get(long key) throws CheckpointException.Damaged {
        try {
            return find(key);
        } catch (BrokenException | RuntimeException | InternalError failed) {
            throw damaged(failed);
        }
    }

    private byte @Nullable [] find(long key) throws BrokenException {
        int there = Arrays.binarySearch(firsts, key);
        int number = there < 0 ? -there - 2 : there;
        if (number < 0) {
            return null;
        }
        Found found = last;
        if (found == null || found.number != number || volume.isClosed()) {
            long[] first = {firsts[number], 0};
            found = new Found(number, Block.read(first, stored(first), null).check(first));
            last = found;
        }
        Block block = found.block;
        int index = block.search(key);
        if (index < 0) {
            return null;
        }
        byte[] value = block.value(index);
        int at = index == block.count() - 1 ? value.length - block.missing() : value.length;
        for (int piece = 1; at < value.length; piece++) {
            long[] tableKey = {key, piece};
            at = Block.readPiece(tableKey, stored(tableKey), value, at);
        }
        return value;
    }

    private ByteBuffer stored(long[] tableKey) throws BrokenException {
        ByteBuffer stored = table.get(tableKey);
        if (stored == null) {
            throw new BrokenException("there is no piece " + tableKey[1] + " from key " + tableKey[0]);
        }
        return stored;
    }

    /// Passes on all items in the order of their keys: the fastest way to read them all, since no value is copied.
    ///
    /// @throws CheckpointException.Damaged if what is read is not what was written. What was passed on before is right
    /// @throws IllegalStateException if the checkpoint is closed
    public void read(ItemReader reader) throws CheckpointException.Damaged {
        Cursor cursor = cursor();
        while (cursor.hasNext()) {
            advance(cursor);
            reader.item(cursor.key(), cursor.view());
        }
    }

    /// Returns all items in the order of their keys. What it reads is there at once, and nothing is kept.
    ///
    /// The iterator is used by one thread. It throws an [UncheckedIOException] with a [CheckpointException.Damaged] in it if what
    /// is read is not what was written, and an [IllegalStateException] if the checkpoint is closed.
    public Iterator<Item> items() {
        return new Items();
    }

    /// Ends the reading, also that of others, and lets go of the file.
    @Override
    public void close() {
        volume.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /// Returns what to report when reading has failed, unless it was closed.
    private CheckpointException.Damaged damaged(Throwable failed) {
        // An access to memory whose page the disk didn't yield is an InternalError. MapDB may fail in any way if its tables are wrong.
        if (volume.isClosed()) {
            throw new IllegalStateException("checkpoint " + file + " is closed", failed);
        }
        String what = failed instanceof BrokenException broken ? broken.what() : "reading fails with " + failed;
        return new CheckpointException.Damaged(file, what, failed);
    }

    private Cursor cursor() throws CheckpointException.Damaged {
        try {
            return new Cursor(table.entryIterator(), firsts, seal.items());
        } catch (RuntimeException | InternalError failed) {
            throw damaged(failed);
        }
    }

    private void advance(Cursor cursor) throws CheckpointException.Damaged {
        try {
            cursor.advance();
        } catch (BrokenException | RuntimeException | InternalError failed) {
            throw damaged(failed);
        }
    }

    private final class Items implements Iterator<Item> {
        private final Cursor cursor;

        Items() {
            try {
                cursor = cursor();
            } catch (CheckpointException.Damaged damaged) {
                throw new UncheckedIOException(damaged);
            }
        }

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Item next() {
            if (!cursor.hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                advance(cursor);
                return new Item(cursor.key(), cursor.value());
            } catch (CheckpointException.Damaged damaged) {
                throw new UncheckedIOException(damaged);
            }
        }
    }
}
