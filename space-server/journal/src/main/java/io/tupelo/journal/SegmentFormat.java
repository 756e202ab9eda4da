package io.tupelo.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// How a segment is laid out: a header, then records one behind the other, then zeros. Numbers are big-endian.
///
/// | header, byte | what |
/// |---|---|
/// | 0 | `TUPELO-J` |
/// | 8 | format version, 4 bytes |
/// | 12 | CRC-32C of the bytes 16 to 40, 4 bytes |
/// | 16 | the journal's number, drawn when it was made, 8 bytes |
/// | 24 | epoch of its records, 8 bytes |
/// | 32 | sequence of its first record, 8 bytes |
///
/// | record, byte | what |
/// |---|---|
/// | 0 | length of the payload, 4 bytes; 0 where there is no record any more |
/// | 4 | CRC-32C of the bytes 16 to 40 of the header, the bytes 8 to 16 of the record, its length and its payload, 4 bytes |
/// | 8 | sequence, less that of the segment's first record, 4 bytes |
/// | 12 | how many records directly before this one were not known to be on the disk when it was written, 4 bytes |
/// | 16 | the payload |
final class SegmentFormat {
    static final int HEADER_BYTES = 64;
    static final int RECORD_HEADER_BYTES = 16;
    static final int VERSION = 1;
    /// Little less than 2 GiB: as large as an array may be.
    static final int FILE_BYTES_MAX = Integer.MAX_VALUE - 8;
    private static final long MAGIC = 0x545550454c4f2d4aL;
    private static final int CHECKSUM_AT = 12;
    private static final int IDENTITY_AT = 16;
    private static final int IDENTITY_BYTES = 24;
    private static final Pattern NAME = Pattern.compile("journal-([0-9a-f]{16})");

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int SEQUENCE_AT = 8;
    private static final int UNSYNCED_AT = 12;

    private SegmentFormat() {}

    /// Returns the length of the payload of the record at `at`.
    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /// Returns the sequence of the record at `at`, less that of its segment's first.
    static int sequence(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + SEQUENCE_AT);
    }

    /// Returns how many records directly before the one at `at` may not have been on the disk.
    static int unsynced(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + UNSYNCED_AT);
    }

    /// Says whether a record with a right checksum begins at `at`.
    static boolean isRecord(byte[] identity, byte[] bytes, int at) {
        int room = bytes.length - at - RECORD_HEADER_BYTES;
        int length = room <= 0 ? 0 : length(bytes, at);
        return length > 0
                && length <= room
                && (int) INT.get(bytes, at + Integer.BYTES) == checksum(identity, bytes, at, length);
    }

    /// Begins a record at `at`, before its payload.
    static void begin(byte[] bytes, int at, int length, int sequence) {
        INT.set(bytes, at, length);
        INT.set(bytes, at + SEQUENCE_AT, sequence);
    }

    /// Completes the record at `at`.
    static void seal(byte[] identity, byte[] bytes, int at, int unsynced) {
        INT.set(bytes, at + UNSYNCED_AT, unsynced);
        INT.set(bytes, at + Integer.BYTES, checksum(identity, bytes, at, length(bytes, at)));
    }

    /// What a segment says of itself.
    record Header(long journal, long epoch, long first) {
        byte[] identity() {
            return ByteBuffer.allocate(IDENTITY_BYTES).putLong(journal).putLong(epoch).putLong(first).array();
        }
    }

    static String name(long first) {
        return "journal-%016x".formatted(first);
    }

    /// Returns the sequence of the first record of the segment in a file of that name; empty if it is no segment's name.
    static OptionalLong firstOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseUnsignedLong(matcher.group(1), 16)) : OptionalLong.empty();
    }

    static ByteBuffer encode(Header header) {
        byte[] identity = header.identity();
        CRC32C checksum = new CRC32C();
        checksum.update(identity);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        bytes.putLong(MAGIC).putInt(VERSION).putInt((int) checksum.getValue()).put(identity);
        return bytes.clear();
    }

    /// Reads a header from the first bytes of a file.
    ///
    /// @throws JournalException.Damaged if it isn't one
    static Header decode(String name, ByteBuffer bytes) throws JournalException.Damaged {
        if (bytes.remaining() < HEADER_BYTES || bytes.getLong(0) != MAGIC) {
            throw new JournalException.Damaged(name, 0, "it doesn't begin as a segment does");
        }
        if (bytes.getInt(Long.BYTES) != VERSION) {
            throw new JournalException.Damaged(
                    name, Long.BYTES, "its format has version " + bytes.getInt(Long.BYTES) + ", this program reads " + VERSION
                            + "; another Tupelo may have written it");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(IDENTITY_AT, IDENTITY_BYTES));
        if (bytes.getInt(CHECKSUM_AT) != (int) checksum.getValue()) {
            throw new JournalException.Damaged(name, CHECKSUM_AT, "the checksum of its header is wrong");
        }
        return new Header(
                bytes.getLong(IDENTITY_AT),
                bytes.getLong(IDENTITY_AT + Long.BYTES),
                bytes.getLong(IDENTITY_AT + 2 * Long.BYTES));
    }

    /// Returns the checksum of the record that begins at `at` of `bytes`, in the segment of that identity.
    static int checksum(byte[] identity, byte[] bytes, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(identity);
        checksum.update(bytes, at + Long.BYTES, Long.BYTES);
        checksum.update(bytes, at, Integer.BYTES);
        checksum.update(bytes, at + RECORD_HEADER_BYTES, length);
        return (int) checksum.getValue();
    }
}
