package io.tupelo.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.mapdb.SortedTableMap;

/// Gathers items in blocks, and puts the blocks into a table.
final class BlockWriter {
    private final SortedTableMap.Sink<long[], byte[]> table;
    private final int blockBytes;
    private final Progress progress;
    private final List<Item> block = new ArrayList<>();
    private int bytes = Block.HEADER_BYTES;
    private long last = -1;
    private long items;
    private long valueBytes;

    BlockWriter(SortedTableMap.Sink<long[], byte[]> table, int blockBytes, Progress progress) {
        this.table = table;
        this.blockBytes = blockBytes;
        this.progress = progress;
    }

    /// Adds an item behind the others.
    void add(Item item) {
        if (item.key() <= last) {
            throw new IllegalArgumentException("keys have to ascend, but " + item.key() + " follows " + last);
        }
        last = item.key();
        // As a sum of longs: a value may have almost as many bytes as an int can count.
        long more = (long) Block.ENTRY_BYTES + item.value().length;
        if (bytes + more > blockBytes) {
            flush();
        }
        block.add(item);
        bytes = (int) Math.min(blockBytes, bytes + more);
    }

    /// Writes what was gathered, and returns how many items there were.
    long end() {
        flush();
        return items;
    }

    private void flush() {
        if (block.isEmpty()) {
            return;
        }
        byte[] buffer = new byte[bytes];
        Block.begin(buffer, block.size());
        int valuesAt = Block.HEADER_BYTES + block.size() * Block.ENTRY_BYTES;
        int end = 0;
        for (int i = 0; i < block.size(); i++) {
            byte[] value = block.get(i).value();
            // All of it, unless it stands alone and is too long.
            System.arraycopy(value, 0, buffer, valuesAt + end, Math.min(value.length, buffer.length - valuesAt - end));
            end += value.length;
            Block.note(buffer, i, block.get(i).key(), end);
        }
        put(new long[] {block.getFirst().key(), 0}, buffer);
        putTheRest(block.getLast(), buffer.length - valuesAt);
        items += block.size();
        valueBytes += end;
        progress.written(items, valueBytes);
        block.clear();
        bytes = Block.HEADER_BYTES;
    }

    private void putTheRest(Item item, int begin) {
        byte[] value = item.value();
        int at = block.size() == 1 ? begin : value.length;
        for (int piece = 1; at < value.length; piece++) {
            int length = Math.min(value.length - at, blockBytes - Block.CHECKSUM_BYTES);
            byte[] buffer = new byte[Block.CHECKSUM_BYTES + length];
            System.arraycopy(value, at, buffer, Block.CHECKSUM_BYTES, length);
            put(new long[] {item.key(), piece}, buffer);
            at += length;
        }
    }

    private void put(long[] tableKey, byte[] buffer) {
        table.put(tableKey, Block.sealed(tableKey, buffer));
    }
}
