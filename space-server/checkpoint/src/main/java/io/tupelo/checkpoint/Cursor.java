package io.tupelo.checkpoint;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Goes through the items of a table. What it reads it reads into memory that it uses again.
final class Cursor {
    private final Iterator<? extends Map.Entry<long[], ByteBuffer>> blocks;
    private final long @Nullable [] firsts;
    private final long items;
    private int begun;
    private @Nullable Block block;
    /// The value that the cursor stands on, if it is longer than its block.
    private byte @Nullable [] whole;
    private int index;
    private long read;
    private long key = -1;

    /// @param firsts the key of the first item of each block, each of which is checked; null if all is checked by who reads the file
    /// @param items how many there have to be
    Cursor(Iterator<? extends Map.Entry<long[], ByteBuffer>> blocks, long @Nullable [] firsts, long items) {
        this.blocks = blocks;
        this.firsts = firsts;
        this.items = items;
    }

    boolean hasNext() {
        return read < items;
    }

    /// Goes to the next item; there has to be one.
    void advance() throws BrokenException {
        index++;
        if (block == null || index == block.count()) {
            block = nextBlock();
            index = 0;
        }
        if (block.key(index) <= key) {
            throw new BrokenException("key " + block.key(index) + " follows " + key);
        }
        key = block.key(index);
        read++;
        whole = index == block.count() - 1 && block.missing() > 0 ? gathered(block) : null;
        if (read == items && (index < block.count() - 1 || blocks.hasNext())) {
            throw new BrokenException("it has more items than the " + items + " that were sealed");
        }
    }

    private Block nextBlock() throws BrokenException {
        if (firsts != null) {
            var entry = next(firsts[begun++], 0);
            return Block.read(entry.getKey(), entry.getValue(), block).check(entry.getKey());
        }
        var entry = blocks.next();
        Block read = Block.read(entry.getKey(), entry.getValue(), block);
        // How much memory a long value takes is not believed before.
        return entry.getKey()[1] == 0 && read.missing() == 0 ? read : read.check(entry.getKey());
    }

    private byte[] gathered(Block first) throws BrokenException {
        byte[] value = first.value(index);
        int at = value.length - first.missing();
        for (int piece = 1; at < value.length; piece++) {
            var entry = next(key, piece);
            at = Block.readPiece(entry.getKey(), entry.getValue(), value, at);
        }
        return value;
    }

    private Map.Entry<long[], ByteBuffer> next(long first, int piece) throws BrokenException {
        var entry = blocks.next();
        if (entry.getKey()[0] != first || entry.getKey()[1] != piece) {
            throw new BrokenException("there is no piece " + piece + " from key " + first);
        }
        return entry;
    }

    long key() {
        return key;
    }

    /// Returns the value, in memory of its own.
    byte[] value() {
        return whole != null ? whole : current().value(index);
    }

    /// Returns the value, as it is until the cursor goes on.
    ByteBuffer view() {
        return whole != null ? ByteBuffer.wrap(whole) : current().view(index);
    }

    private Block current() {
        if (block == null) {
            throw new IllegalStateException("before the first item");
        }
        return block;
    }
}
