package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What tests append, and what they read back.
final class Records {
    static final JournalConfig SMALL =
            JournalConfig.DEFAULT.withSegmentBytes(JournalConfig.SEGMENT_BYTES_LEAST).withPreparing(Runnable::run);
    static final long NUMBER = 4711;

    private final List<String> read = new ArrayList<>();

    /// Opens the journal on `disk`, and notes what is in it.
    Journal open(Disk disk, long epoch) throws IOException {
        return Journal.open(disk, SMALL, _ -> epoch, NUMBER, this::note);
    }

    void note(long sequence, long epoch, ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        read.add(text(sequence, epoch, bytes));
    }

    /// Returns what was read.
    List<String> read() {
        return read;
    }

    static String text(long sequence, long epoch, byte[] payload) {
        return sequence + " in " + epoch + ": " + ByteBuffer.wrap(payload).hashCode() + ", " + payload.length;
    }

    static byte[] payload(RandomGenerator random) {
        byte[] payload = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 100)];
        random.nextBytes(payload);
        return payload;
    }
}
