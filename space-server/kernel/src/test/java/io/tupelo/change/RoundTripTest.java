package io.tupelo.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random changes are read as they were written; bytes that are something else are read as something else, or refused.
class RoundTripTest {
    private static final int RECORDS = Integer.getInteger("tupelo.change.records", 20_000);
    private static final int DAMAGED_EVERY = 20;
    private static final int FLIPS = 30;

    private final long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
    private final ChangeWriter writer = new ChangeWriter();

    private byte[] written(long epoch, List<Change> changes) {
        writer.begin(epoch);
        changes.forEach(writer::write);
        byte[] bytes = new byte[writer.written().remaining()];
        writer.written().get(bytes);
        return bytes;
    }

    private static List<Change> read(ByteBuffer bytes, long epoch) {
        List<Change> read = new ArrayList<>();
        ChangeReader.read(bytes, epoch, read::add);
        return read;
    }

    /// Returns what is read, or null if it is refused.
    private static @Nullable List<Change> readOrRefused(ByteBuffer bytes, long epoch) {
        try {
            return read(bytes, epoch);
        } catch (UnreadableException refused) {
            return null;
        }
    }

    @Test
    void whatWasWrittenIsRead() {
        System.out.println("tupelo.seed=" + seed);
        for (int i = 0; i < RECORDS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            List<Change> changes = new RandomChanges(random).record();
            long epoch = random.nextInt(1_000);
            byte[] bytes = written(epoch, changes);
            assertThat(read(ByteBuffer.wrap(bytes), epoch)).as("tupelo.seed=%d", seed + i).isEqualTo(changes);
            // As a journal gives it: a part of something larger, which is not to be written to.
            ByteBuffer within = ByteBuffer.allocate(bytes.length + 5).put(3, bytes).slice(3, bytes.length).asReadOnlyBuffer();
            assertThat(read(within, epoch)).as("tupelo.seed=%d", seed + i).isEqualTo(changes);
        }
    }

    @Test
    void whatWasCutIsABeginningOrRefused() {
        System.out.println("tupelo.seed=" + seed);
        for (int i = 0; i < RECORDS / DAMAGED_EVERY; i++) {
            List<Change> changes = new RandomChanges(new SplittableRandom(seed + i)).record();
            byte[] bytes = written(1, changes);
            for (int length = 0; length < bytes.length; length++) {
                List<Change> read = readOrRefused(ByteBuffer.wrap(bytes, 0, length), 1);
                if (read != null) {
                    assertThat(read.size()).as("tupelo.seed=%d, %d bytes", seed + i, length).isLessThan(changes.size());
                    assertThat(read).as("tupelo.seed=%d, %d bytes", seed + i, length).isEqualTo(changes.subList(0, read.size()));
                }
            }
        }
    }

    @Test
    void whatWasDamagedIsOtherChangesOrRefused() {
        System.out.println("tupelo.seed=" + seed);
        for (int i = 0; i < RECORDS / DAMAGED_EVERY; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            List<Change> changes = new RandomChanges(random).record();
            byte[] bytes = written(1, changes);
            for (int flip = 0; flip < FLIPS; flip++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(bytes.length)] += (byte) (1 + random.nextInt(255));
                assertThat(readOrRefused(ByteBuffer.wrap(damaged), 1))
                        .as("tupelo.seed=%d, flip %d", seed + i, flip)
                        .isNotEqualTo(changes);
            }
        }
    }

    @Test
    void whateverTheBytesAreNothingWorseHappens() {
        System.out.println("tupelo.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RECORDS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            bytes[0] = ChangeKind.VERSION;
            var _ = readOrRefused(ByteBuffer.wrap(bytes), 1);
        }
    }

    @Test
    void whatNestsWithoutEndIsRefused() {
        for (int opening : List.of(10, 11, 12, 14)) {
            byte[] value = opening == 11 ? new byte[] {11, 1, 0} : opening == 14 ? new byte[] {14} : new byte[] {(byte) opening, 1};
            assertThatThrownBy(() -> read(nested(new byte[] {1, ChangeKind.WRITTEN, 0, 1, 1, 0, 1}, value), 1))
                    .as("value of type %d", opening)
                    .isInstanceOf(UnreadableException.class);
        }
        for (byte[] answer : List.of(
                new byte[] {AnswerKind.RESULTS, 0, 0, 0, 1}, new byte[] {AnswerKind.UNMET, 0, 0, 0, 0, 1})) {
            assertThatThrownBy(() -> read(nested(new byte[] {1, ChangeKind.ANSWERED, 1, 1, 0, 0}, answer), 1))
                    .as("answer of kind %d", answer[0])
                    .isInstanceOf(UnreadableException.class);
        }
    }

    private static ByteBuffer nested(byte[] head, byte[] level) {
        int levels = 200_000;
        ByteBuffer bytes = ByteBuffer.allocate(head.length + levels * level.length).put(head);
        for (int i = 0; i < levels; i++) {
            bytes.put(level);
        }
        return bytes.flip();
    }
}
