package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.volume.FileChannelVol;

/// A checkpoint is written as a whole, or not at all.
class CheckpointWriterTest {
    private static final List<Item> ITEMS = Samples.draw(new SplittableRandom(1), 100, 300);

    @TempDir
    private Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void write(Iterator<Item> items) throws IOException {
        CheckpointWriter.write(folder, 1, items, Progress.UNHEARD);
    }

    @Test
    void whatIsWrittenHasItsNameAndNothingElseIsThere() throws IOException {
        Files.writeString(folder.resolve(CheckpointNames.TO_COME), "what a crash has left");
        Seal seal = CheckpointWriter.write(folder, 0x1f, ITEMS.iterator(), Progress.UNHEARD);
        assertThat(files()).containsExactly("checkpoint-000000000000001f");
        assertThat(seal.sequence()).isEqualTo(0x1f);
        assertThat(seal.items()).isEqualTo(ITEMS.size());
        assertThat(seal.fileBytes()).isEqualTo(Files.size(folder.resolve("checkpoint-000000000000001f")));
    }

    @Test
    void itemsThatThrowLeaveNothing() throws IOException {
        for (int good = 0; good < ITEMS.size(); good += 7) {
            Iterator<Item> begin = ITEMS.subList(0, good).iterator();
            assertThatThrownBy(() -> write(new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return true;
                        }

                        @Override
                        public Item next() {
                            if (!begin.hasNext()) {
                                throw new UnsupportedOperationException("no more");
                            }
                            return begin.next();
                        }
                    }))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("no more");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void keysThatDoNotAscendAreRefused() throws IOException {
        List<Item> twice = List.of(ITEMS.get(0), ITEMS.get(1), ITEMS.get(1));
        assertThatThrownBy(() -> write(twice.iterator())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ascend");
        assertThatThrownBy(() -> write(ITEMS.reversed().iterator())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Item(-1, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CheckpointWriter.write(folder, -1, ITEMS.iterator(), Progress.UNHEARD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullDiskIsPassedOnAndLeavesNothing() throws IOException {
        int writes = 0;
        boolean isFull = true;
        while (isFull) {
            FullDisk disk = new FullDisk(writes++);
            try {
                new CheckpointWriter(Samples.SMALL, disk).seal(folder, 1, ITEMS.iterator(), Progress.UNHEARD);
                isFull = false;
            } catch (IOException failed) {
                assertThat(failed).hasMessage("No space left on device");
                assertThat(files()).isEmpty();
            }
        }
        assertThat(writes).isGreaterThan(10);
        assertThat(files()).containsExactly(CheckpointNames.name(1));
        assertThat(Checkpoint.verify(folder.resolve(CheckpointNames.name(1))).items()).isEqualTo(ITEMS.size());
    }

    @Test
    void aFolderThatIsNotThereIsPassedOn() {
        assertThatThrownBy(() -> CheckpointWriter.write(folder.resolve("gone"), 1, ITEMS.iterator(), Progress.UNHEARD))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptEndsItAndLeavesNothing() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> write(ITEMS.iterator())).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void progressIsHeardAndMayEndIt() throws IOException {
        List<Long> heard = new ArrayList<>();
        CheckpointWriter writer = new CheckpointWriter(Samples.SMALL, FileChannelVol.FACTORY);
        writer.seal(folder, 1, ITEMS.iterator(), (items, _) -> heard.add(items));
        assertThat(heard).isSorted().hasSizeGreaterThan(10);
        assertThat(heard.getLast()).isEqualTo(ITEMS.size());
        Files.delete(folder.resolve(CheckpointNames.name(1)));
        assertThatThrownBy(() -> writer.seal(folder, 1, ITEMS.iterator(), (_, _) -> {
                    throw new UnsupportedOperationException("enough");
                }))
                .hasMessage("enough");
        assertThat(files()).isEmpty();
    }

    @Test
    void itemsAreTakenOneByOneWhileBlocksAreWritten() throws IOException {
        long[] taken = {0};
        long[] ahead = {0};
        Iterator<Item> items = ITEMS.stream().peek(_ -> taken[0]++).iterator();
        new CheckpointWriter(Samples.SMALL, FileChannelVol.FACTORY)
                .seal(folder, 1, items, (written, _) -> ahead[0] = Math.max(ahead[0], taken[0] - written));
        // The one that didn't fit, and those of no bytes at all that a block can hold.
        assertThat(ahead[0]).isBetween(0L, 1L + Samples.SMALL.blockBytes() / Block.ENTRY_BYTES);
    }
}
