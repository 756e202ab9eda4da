package io.tupelo.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/// A checkpoint's file, read once from front to back. What is read is added to the file's checksum at once; the blocks of MapDB's
/// table in it are there to be looked at until the next is asked for, while they are in the processor's cache.
///
/// Whether anything of that is right is known at the [#end] only. Until then everything may fail in any way, but takes no more
/// memory than the file has bytes.
final class Sweep implements Iterator<Map.Entry<long[], ByteBuffer>>, Closeable {
    /// As many as the largest page has: a power of two, as all sizes of pages are, so pages don't go beyond.
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int TABLE_HEADER_BYTES = 64;
    private static final int ENTRIES_AT = 16;
    private static final int PAGE_BYTES_AT = 32;
    /// What stands before a key in the table: that there is one, and that it has two numbers.
    private static final short KEY_MARK = (short) 0x8182;
    private static final byte VALUE_MARK = (byte) 0x81;

    private final Path file;
    private final FileChannel channel;
    private final long tableBytes;
    private final ByteBuffer seal = ByteBuffer.allocate(Seal.BYTES);
    private final ByteBuffer chunk;
    private final CRC32C checksum = new CRC32C();
    /// Where in the file the chunk ends.
    private long chunkEnd;
    /// How many blocks are left, as the table says.
    private long left;
    private int pageBytes;
    /// Where in the chunk the page begins, and its count of blocks.
    private int page;
    private int countAt;
    private int index;

    /// Begins to read a file.
    ///
    /// @throws CheckpointException.Damaged if it is too short, or the disk can't read it
    Sweep(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            tableBytes = channel.size() - Seal.BYTES;
            if (tableBytes < 0) {
                throw new CheckpointException.Damaged(
                        file, "it has " + channel.size() + " bytes, and its seal alone had " + Seal.BYTES);
            }
            fill(seal, tableBytes);
            chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, tableBytes));
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    /// Returns how many items the seal speaks of; none if it isn't of a version whose table is known.
    long claimedItems() {
        return Seal.isReadable(seal) ? Seal.items(seal) : 0;
    }

    @Override
    public boolean hasNext() {
        if (chunkEnd == 0) {
            first();
        }
        return left > 0;
    }

    @Override
    public Map.Entry<long[], ByteBuffer> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (index == chunk.getInt(countAt)) {
            nextPage();
        }
        int count = chunk.getInt(countAt);
        int keyAt = page + chunk.getInt(countAt + Integer.BYTES * (1 + index));
        int valueAt = page + chunk.getInt(countAt + Integer.BYTES * (1 + count + index));
        if (chunk.getShort(keyAt) != KEY_MARK || chunk.get(valueAt) != VALUE_MARK) {
            throw new IllegalStateException("an entry of the table has no key or no value");
        }
        index++;
        left--;
        long[] key = {chunk.getLong(keyAt + Short.BYTES), chunk.getLong(keyAt + Short.BYTES + Long.BYTES)};
        return Map.entry(key, value(valueAt + 1));
    }

    /// Returns the bytes behind their length, which has seven bits in each byte, the high ones first.
    private ByteBuffer value(int from) {
        int length = 0;
        int at = from;
        byte next;
        do {
            next = chunk.get(at++);
            length = (length << 7) | (next & 0x7F);
        } while (next >= 0);
        return chunk.slice(at, length);
    }

    private void first() {
        readUnchecked();
        left = chunk.getLong(ENTRIES_AT);
        long bytes = chunk.getLong(PAGE_BYTES_AT);
        if (bytes < TABLE_HEADER_BYTES || bytes > CHUNK_BYTES || Long.bitCount(bytes) != 1) {
            throw new IllegalStateException("its pages have " + bytes + " bytes");
        }
        pageBytes = (int) bytes;
        countAt = TABLE_HEADER_BYTES;
    }

    private void nextPage() {
        page += pageBytes;
        if (page >= chunk.limit()) {
            readUnchecked();
            page = 0;
        }
        countAt = page;
        index = 0;
    }

    private void readUnchecked() {
        try {
            if (!read()) {
                throw new IllegalStateException("its table doesn't end where it should");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Reads the next bytes of the table, and says whether there were any.
    private boolean read() throws IOException {
        chunk.clear().limit((int) Math.min(chunk.capacity(), tableBytes - chunkEnd));
        if (!chunk.hasRemaining()) {
            return false;
        }
        fill(chunk, chunkEnd);
        chunkEnd += chunk.position();
        checksum.update(chunk.flip());
        chunk.rewind();
        return true;
    }

    private void fill(ByteBuffer into, long from) throws IOException {
        try {
            Seal.fill(into, channel, from);
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException unreadable) {
            // To whoever needs the bytes, a sector that can't be read is a damaged one.
            throw new CheckpointException.Damaged(file, "it can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /// Reads what is left, and returns the seal if nothing in the file is broken: then all was right that was seen before.
    ///
    /// @throws CheckpointException if anything is, or it has another version
    Seal end() throws IOException {
        while (read()) {
            // Only for the checksum.
        }
        return Seal.decode(file, tableBytes, checksum, seal.clear());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
