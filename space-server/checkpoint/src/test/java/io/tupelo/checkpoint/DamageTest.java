package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever changes in a file: opening it fails, and as damage. What changes while it is open is never passed on either.
class DamageTest {
    private static final int SAMPLES = 4_000;

    @TempDir
    private Path folder;

    private List<Item> items;
    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        items = new ArrayList<>(Samples.draw(new SplittableRandom(1), 30, 60));
        items.set(15, Samples.item(new SplittableRandom(2), items.get(15).key(), 500));
        file = Samples.write(folder, Samples.SMALL, 7, items);
        good = Files.readAllBytes(file);
    }

    private void requireDamaged(String where) {
        requireDamaged(where, () -> Checkpoint.open(file).close());
        requireDamaged(where + ", read once", () -> Checkpoint.readOnce(file, (_, _) -> {}));
        requireDamaged(where + ", read once by who refuses it", () -> Checkpoint.readOnce(file, (key, _) -> {
            throw new IllegalStateException("refused " + key);
        }));
    }

    private void requireDamaged(String where, ThrowingCallable reading) {
        assertThat(catchThrowable(reading))
                .as(where)
                .isInstanceOf(CheckpointException.Damaged.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("bin/tupelo checkpoint verify " + folder);
    }

    private static void flip(FileChannel channel, long bit) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        channel.read(one, bit / Byte.SIZE);
        one.put(0, (byte) (one.get(0) ^ (1 << (bit % Byte.SIZE))));
        channel.write(one.flip(), bit / Byte.SIZE);
    }

    @Test
    void everyBitThatFlipsIsSeen() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long bit = 0; bit < (long) good.length * Byte.SIZE; bit++) {
                flip(channel, bit);
                requireDamaged("bit " + bit);
                flip(channel, bit);
            }
        }
        assertThat(Checkpoint.verify(file).items()).isEqualTo(items.size());
    }

    @Test
    void aBitThatFlipsInAFileOfTheUsualLayoutIsSeen() throws IOException {
        SplittableRandom random = new SplittableRandom(Samples.seed());
        file = Samples.write(folder, Layout.STANDARD, 8, Samples.draw(random, 10_000, 200));
        long bits = Files.size(file) * Byte.SIZE;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SAMPLES; i++) {
                long bit = random.nextLong(bits);
                flip(channel, bit);
                requireDamaged("bit " + bit);
                flip(channel, bit);
            }
        }
        assertThat(Checkpoint.verify(file).items()).isPositive();
    }

    @Test
    void aCutAtEveryLengthIsSeen() throws IOException {
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            requireDamaged("cut at " + length);
            Files.write(file, Arrays.copyOfRange(good, good.length - length, good.length));
            requireDamaged("the last " + length);
        }
        for (int more = 1; more < 100; more++) {
            Files.write(file, Arrays.copyOf(good, good.length + more));
            requireDamaged(more + " zeros more");
        }
    }

    @Test
    void twoSectorsThatChangedPlacesAreSeen() throws IOException {
        for (int at = 512; at + 512 <= good.length; at += 512) {
            byte[] mixed = good.clone();
            System.arraycopy(good, 0, mixed, at, 512);
            System.arraycopy(good, at, mixed, 0, 512);
            Files.write(file, mixed);
            requireDamaged("sectors 0 and " + at / 512);
        }
    }

    @Test
    void aCheckpointUnderAnotherName() throws IOException {
        file = Files.move(file, folder.resolve(CheckpointNames.name(8)));
        requireDamaged("renamed");
        assertThatThrownBy(() -> Checkpoint.open(file)).hasMessageContaining(CheckpointNames.name(7));
    }

    @Test
    void whatWasSealedButIsNoTable() throws IOException {
        file = folder.resolve(CheckpointNames.name(9));
        Files.write(file, new byte[1_000]);
        Seal.put(file, 9, 3);
        requireDamaged("zeros");
    }

    @Test
    void aSealThatPromisesMoreOrFewerItems() throws IOException {
        for (int more : List.of(-1, 1)) {
            Files.write(file, Arrays.copyOf(good, good.length - Seal.BYTES));
            Seal.put(file, 7, items.size() + more);
            assertThatThrownBy(() -> Checkpoint.verify(file)).isInstanceOf(CheckpointException.Damaged.class);
            assertThatThrownBy(() -> Checkpoint.readOnce(file, (_, _) -> {}))
                    .isInstanceOf(CheckpointException.Damaged.class);
        }
    }

    /// Memory, a disk, or whoever writes to a file that nobody may write to.
    @Test
    void aBitThatFlipsAfterOpeningYieldsNothingWrong() throws IOException {
        int seen = 0;
        try (Checkpoint checkpoint = Checkpoint.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long bit = 0; bit < (long) (good.length - Seal.BYTES) * Byte.SIZE; bit++) {
                flip(channel, bit);
                seen += readAll(checkpoint, bit);
                flip(channel, bit);
            }
            assertThat(readAll(checkpoint, -1)).isZero();
        }
        assertThat(seen).as("flips that were seen").isGreaterThan(items.size() * Byte.SIZE);
    }

    /// Returns 1 if something could not be read.
    private int readAll(Checkpoint checkpoint, long bit) {
        int missed = 0;
        for (Item item : items) {
            try {
                assertThat(checkpoint.get(item.key())).as("bit " + bit).isEqualTo(item.value());
            } catch (CheckpointException.Damaged _) {
                missed = 1;
            }
        }
        List<Item> read = new ArrayList<>();
        try {
            checkpoint.items().forEachRemaining(read::add);
            assertThat(read).as("bit " + bit).hasSameSizeAs(items);
        } catch (UncheckedIOException damaged) {
            assertThat(damaged.getCause()).as("bit " + bit).isInstanceOf(CheckpointException.Damaged.class);
            missed = 1;
        }
        assertThat(Samples.texts(read)).as("bit " + bit).isEqualTo(Samples.texts(items.subList(0, read.size())));
        return missed;
    }
}
