package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was written is read: all of it in order, each by its key, and nothing else.
class CheckpointTest {
    private static final int ROUNDS = 200;

    @TempDir
    private Path folder;

    private static void check(Checkpoint checkpoint, List<Item> items, SplittableRandom random) throws IOException {
        List<Item> iterated = new ArrayList<>();
        checkpoint.items().forEachRemaining(iterated::add);
        assertThat(Samples.texts(iterated)).isEqualTo(Samples.texts(items));
        List<String> passed = new ArrayList<>();
        checkpoint.read((key, value) -> passed.add(Samples.text(key, bytes(value))));
        assertThat(passed).isEqualTo(Samples.texts(items));
        assertThat(checkpoint.size()).isEqualTo(items.size());
        Map<Long, byte[]> map = Samples.map(items);
        for (Item item : items) {
            assertThat(checkpoint.get(item.key())).isEqualTo(item.value());
            assertThat(checkpoint.get(item.key() + 1)).isEqualTo(map.get(item.key() + 1));
            assertThat(checkpoint.get(item.key() - 1)).isEqualTo(map.get(item.key() - 1));
        }
        for (int i = 0; i < items.size(); i++) {
            long key = random.nextLong();
            assertThat(checkpoint.get(key)).isEqualTo(map.get(key));
        }
    }

    /// Checks that reading it once, which an interrupt would end, yields the same.
    private static void checkReadOnce(Checkpoint checkpoint, List<Item> items) throws IOException {
        List<String> passed = new ArrayList<>();
        Seal seal = Checkpoint.readOnce(
                Path.of(checkpoint.toString()), (key, value) -> passed.add(Samples.text(key, bytes(value))));
        assertThat(passed).isEqualTo(Samples.texts(items));
        assertThat(seal).isEqualTo(checkpoint.seal());
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        long seed = Samples.seed();
        for (int i = 0; i < ROUNDS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            Layout layout = random.nextInt(10) == 0 ? Layout.STANDARD : Samples.SMALL;
            int bytesMax = layout.blockBytes() * (random.nextBoolean() ? 4 : 1) / (1 + random.nextInt(8));
            List<Item> items = Samples.draw(random, 1 + random.nextInt(300), bytesMax);
            try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, layout, i, items))) {
                assertThat(checkpoint.sequence()).isEqualTo(i);
                check(checkpoint, items, random);
                checkReadOnce(checkpoint, items);
            }
        }
    }

    @Test
    void aCheckpointOfNothingIsOne() throws IOException {
        for (Layout layout : List.of(Layout.STANDARD, Samples.SMALL)) {
            Path file = Samples.write(folder, layout, 0, List.of());
            assertThat(Checkpoint.verify(file).items()).isZero();
            try (Checkpoint checkpoint = Checkpoint.open(file)) {
                check(checkpoint, List.of(), new SplittableRandom(1));
                checkReadOnce(checkpoint, List.of());
                assertThat(checkpoint.get(0)).isNull();
                assertThatThrownBy(() -> checkpoint.items().next()).isInstanceOf(NoSuchElementException.class);
            }
        }
    }

    @Test
    void aReaderThatRefusesAnItemOfAWholeCheckpointIsHeardAndAskedNoMore() throws IOException {
        List<Item> items = Samples.draw(new SplittableRandom(4), 100, 50);
        Path file = Samples.write(folder, Samples.SMALL, 1, items);
        List<Long> keys = new ArrayList<>();
        assertThatThrownBy(() -> Checkpoint.readOnce(file, (key, _) -> {
                    keys.add(key);
                    if (keys.size() == 50) {
                        throw new IllegalStateException("refused");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused");
        assertThat(keys).hasSize(50);
    }

    @Test
    void valuesOfEveryLengthAroundABlockAreRead() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int block = Samples.SMALL.blockBytes();
        List<Item> items = new ArrayList<>();
        for (int bytes = 0; bytes < 3 * block; bytes++) {
            items.add(Samples.item(random, items.size(), bytes));
        }
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items))) {
            check(checkpoint, items, random);
            checkReadOnce(checkpoint, items);
        }
    }

    @Test
    void hugeValuesStandBesideSmallOnes() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<Item> items = List.of(
                Samples.item(random, 0, 10),
                Samples.item(random, 1, 5 << 20),
                Samples.item(random, 2, 0),
                Samples.item(random, 3, Layout.STANDARD.pageBytes()),
                Samples.item(random, 4, Layout.STANDARD.blockBytes()),
                Samples.item(random, Long.MAX_VALUE - 1, 1),
                Samples.item(random, Long.MAX_VALUE, 3 << 20));
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Layout.STANDARD, Long.MAX_VALUE, items))) {
            assertThat(checkpoint.sequence()).isEqualTo(Long.MAX_VALUE);
            check(checkpoint, items, random);
            checkReadOnce(checkpoint, items);
        }
    }

    @Test
    void manyThreadsReadAtOnce() throws Exception {
        List<Item> items = Samples.draw(new SplittableRandom(3), 2_000, 400);
        Path file = Samples.write(folder, Samples.SMALL, 1, items);
        try (Checkpoint shared = Checkpoint.open(file);
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int own = i;
                readers.add(() -> {
                    try (Checkpoint second = Checkpoint.open(file)) {
                        check(own % 2 == 0 ? shared : second, items, new SplittableRandom(own));
                    }
                    return own;
                });
            }
            for (var done : threads.invokeAll(readers)) {
                assertThat(done.get()).isNotNegative();
            }
        }
    }

    @Test
    void anotherProcessReadsAtTheSameTime() throws Exception {
        Path file = Samples.write(folder, Layout.STANDARD, 5, Samples.draw(new SplittableRandom(4), 1_000, 100));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            OtherProcess.class.getName(),
                            file.toString())
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).isZero();
            assertThat(said).contains(checkpoint.seal().toString());
            assertThat(Checkpoint.verify(file)).isEqualTo(checkpoint.seal());
        }
    }

    /// Reads the file it is told.
    static final class OtherProcess {
        public static void main(String[] arguments) throws IOException {
            System.out.println(Checkpoint.verify(Path.of(arguments[0])));
        }
    }

    @Test
    void anInterruptDoesNotEndTheReadingOfOthers() throws IOException {
        List<Item> items = Samples.draw(new SplittableRandom(5), 200, 300);
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items))) {
            Thread.currentThread().interrupt();
            check(checkpoint, items, new SplittableRandom(5));
            assertThat(Thread.interrupted()).isTrue();
            check(checkpoint, items, new SplittableRandom(5));
        }
    }

    @Test
    void whatIsClosedSaysSo() throws IOException {
        List<Item> items = Samples.draw(new SplittableRandom(6), 50, 100);
        Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items));
        var begun = checkpoint.items();
        begun.next();
        checkpoint.close();
        checkpoint.close();
        assertThatThrownBy(() -> checkpoint.get(items.getFirst().key()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(checkpoint::items).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> begun.forEachRemaining(_ -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReaderThatThrowsIsPassedOn() throws IOException {
        List<Item> items = Samples.draw(new SplittableRandom(7), 50, 100);
        try (Checkpoint checkpoint = Checkpoint.open(Samples.write(folder, Samples.SMALL, 1, items))) {
            assertThatThrownBy(() -> checkpoint.read((_, _) -> {
                        throw new UnsupportedOperationException("enough");
                    }))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("enough");
        }
    }

    @Test
    void aFileThatIsNotThereIsNotDamaged() {
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("checkpoint-0000000000000001")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
