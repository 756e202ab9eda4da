package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single values, from memory where they were asked for before.
class ColdValuesTest {
    private static final int BYTES_MAX = 10_000;

    @TempDir
    private Path folder;

    @Test
    void valuesAreThoseOfTheCheckpointAndMemoryIsBounded() throws IOException {
        SplittableRandom random = new SplittableRandom(Samples.seed());
        List<Item> items = Samples.draw(random, 500, 400);
        Map<Long, byte[]> map = Samples.map(items);
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items))) {
            ColdValues values = new ColdValues(checkpoint, BYTES_MAX);
            for (int i = 0; i < 5_000; i++) {
                long key = items.get(random.nextInt(items.size())).key() + random.nextInt(2);
                assertThat(values.get(key)).isEqualTo(map.get(key));
                assertThat(values.bytes()).isLessThanOrEqualTo(BYTES_MAX);
            }
            assertThat(values.bytes()).isGreaterThan(BYTES_MAX / 2);
        }
    }

    @Test
    void aValueIsReadOnce() throws IOException {
        List<Item> items = Samples.draw(new SplittableRandom(2), 10, 100);
        Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items));
        ColdValues values = new ColdValues(checkpoint, BYTES_MAX);
        byte[] read = values.get(items.getFirst().key());
        checkpoint.close();
        assertThat(values.get(items.getFirst().key())).isSameAs(read);
        assertThatThrownBy(() -> values.get(items.getLast().key())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aValueThatIsTooLargeToKeepIsReadAllTheSame() throws IOException {
        Item huge = Samples.item(new SplittableRandom(3), 4, 3 * BYTES_MAX);
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Layout.STANDARD, 1, List.of(huge)))) {
            ColdValues values = new ColdValues(checkpoint, BYTES_MAX);
            assertThat(values.get(4)).isEqualTo(huge.value());
            assertThat(values.bytes()).isZero();
        }
    }

    @Test
    void damageIsPassedOnAndNothingKept() throws IOException {
        Item item = Samples.item(new SplittableRandom(4), 4, 100);
        Path file = Samples.write(folder, Samples.SMALL, 1, List.of(item));
        byte[] good = Files.readAllBytes(file);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            ColdValues values = new ColdValues(checkpoint, BYTES_MAX);
            byte[] bad = good.clone();
            bad[new String(good, StandardCharsets.ISO_8859_1)
                            .indexOf(new String(item.value(), StandardCharsets.ISO_8859_1))] ^= 1;
            Files.write(file, bad, StandardOpenOption.WRITE);
            assertThatThrownBy(() -> values.get(4)).isInstanceOf(CheckpointException.Damaged.class);
            Files.write(file, good, StandardOpenOption.WRITE);
            assertThat(values.get(4)).isEqualTo(item.value());
        }
    }
}
