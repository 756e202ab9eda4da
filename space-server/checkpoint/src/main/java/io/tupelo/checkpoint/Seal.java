package io.tupelo.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// What the last 64 bytes of a checkpoint say of it. Numbers are big-endian.
///
/// | byte | what |
/// |---|---|
/// | 0 | `TUPELO-C` |
/// | 8 | format version, 4 bytes |
/// | 12 | zeros, 4 bytes |
/// | 16 | sequence, 8 bytes |
/// | 24 | how many items, 8 bytes |
/// | 32 | how many bytes of the file stand before the seal, 8 bytes |
/// | 40 | zeros, 20 bytes |
/// | 60 | CRC-32C of all bytes of the file before this one, 4 bytes |
///
/// @param sequence the state is that after the journal's record of this sequence
/// @param items how many items there are
/// @param tableBytes how many bytes of the file stand before the seal
public record Seal(long sequence, long items, long tableBytes) {
    static final int BYTES = 64;
    static final int VERSION = 1;
    private static final long MAGIC = 0x545550454c4f2d43L;
    private static final int VERSION_AT = 8;
    private static final int SEQUENCE_AT = 16;
    private static final int ITEMS_AT = 24;
    private static final int TABLE_BYTES_AT = 32;
    private static final int CHECKSUM_AT = 60;
    private static final int CHUNK_BYTES = 256 << 10;

    /// Returns how many bytes the file has.
    public long fileBytes() {
        return tableBytes + BYTES;
    }

    /// Appends the seal to a table that is complete, and forces the file to the disk.
    static Seal put(Path file, long sequence, long items) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Seal seal = new Seal(sequence, items, channel.size());
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            bytes.putLong(MAGIC).putInt(VERSION);
            bytes.putLong(SEQUENCE_AT, sequence).putLong(ITEMS_AT, items).putLong(TABLE_BYTES_AT, seal.tableBytes);
            CRC32C checksum = new CRC32C();
            update(checksum, channel, seal.tableBytes);
            checksum.update(bytes.clear().limit(CHECKSUM_AT));
            bytes.clear().putInt(CHECKSUM_AT, (int) checksum.getValue());
            for (long at = seal.tableBytes; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            channel.force(true);
            return seal;
        }
    }

    /// Says whether these bytes are those of a seal in the version that is known, broken or not.
    static boolean isReadable(ByteBuffer bytes) {
        return bytes.getLong(0) == MAGIC && bytes.getInt(VERSION_AT) == VERSION;
    }

    /// Returns how many items these bytes speak of, broken or not.
    static long items(ByteBuffer bytes) {
        return bytes.getLong(ITEMS_AT);
    }

    /// Returns the seal of a file, if nothing in that is broken.
    ///
    /// @param tableBytes how many bytes there are before the seal
    /// @param checksum that of these bytes
    /// @param bytes those of the seal
    /// @throws CheckpointException if anything is, or it has another version
    static Seal decode(Path file, long tableBytes, CRC32C checksum, ByteBuffer bytes) throws CheckpointException {
        checksum.update(bytes.slice(0, CHECKSUM_AT));
        long claimed = bytes.getLong(TABLE_BYTES_AT);
        if (bytes.getLong(0) != MAGIC) {
            throw new CheckpointException.Damaged(file, "it doesn't end with a seal");
        }
        if (bytes.getInt(CHECKSUM_AT) != (int) checksum.getValue()) {
            throw new CheckpointException.Damaged(file, claimed == tableBytes
                    ? "its checksum is wrong"
                    : "it has " + (tableBytes + BYTES) + " bytes, and was sealed with " + (claimed + BYTES));
        }
        // Asked only now: a version that nobody ever wrote is damage.
        if (bytes.getInt(VERSION_AT) != VERSION) {
            throw new CheckpointException.UnknownVersion(file, bytes.getInt(VERSION_AT));
        }
        Seal seal = new Seal(bytes.getLong(SEQUENCE_AT), bytes.getLong(ITEMS_AT), claimed);
        var named = CheckpointNames.sequenceOf(file.getFileName().toString());
        if (claimed != tableBytes || named.orElse(seal.sequence) != seal.sequence) {
            throw new CheckpointException.Damaged(file, "it was sealed as " + CheckpointNames.name(seal.sequence) + " with "
                    + seal.fileBytes() + " bytes");
        }
        return seal;
    }

    private static void update(CRC32C checksum, FileChannel channel, long bytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, bytes));
        for (long at = 0; at < bytes; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), bytes - at));
            fill(chunk, channel, at);
            checksum.update(chunk.flip());
        }
    }

    /// Reads what a cleared buffer has room for.
    static void fill(ByteBuffer into, FileChannel channel, long from) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new EOFException("it ends at " + (from + into.position()));
            }
        }
    }
}
