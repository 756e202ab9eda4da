package io.tupelo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.change.EntryImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.CheckpointWriter;
import io.tupelo.checkpoint.Progress;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.operation.EventKind;
import io.tupelo.reliability.restart.RestartHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkpoint that was merged from the one before it and what has changed since is, byte by byte, the one that would be
/// written from the whole state: in random histories with restarts, over many generations.
/// `-Dtupelo.merge.histories=1000` runs more of them.
class MergedCheckpointTest {
    private static final int HISTORIES = Integer.getInteger("tupelo.merge.histories", 5);
    private static final int STEPS = 600;
    private static final int STEPS_OF_A_GENERATION_MAX = 40;

    @TempDir
    private Path folder;

    @Test
    void isTheOneOfTheWholeState() throws IOException {
        Random random = Seed.random("MergedCheckpointTest");
        for (int history = 0; history < HISTORIES; history++) {
            Path merged = Files.createDirectory(folder.resolve("merged-" + history));
            Path whole = Files.createDirectory(folder.resolve("whole-" + history));
            try (Generations generations = new Generations(merged, whole, new Random(random.nextLong()))) {
                RestartHistory.run(random.nextLong(), STEPS, generations::recorded);
                assertThat(generations.written).isGreaterThan(STEPS / STEPS_OF_A_GENERATION_MAX);
            }
        }
    }

    /// Those of one history.
    private static final class Generations implements AutoCloseable {
        private final Path merged;
        private final Path whole;
        private final Random random;
        private SpaceFolder.State state = SpaceFolder.State.of(null);
        private int left = 1;
        private int written;

        Generations(Path merged, Path whole, Random random) throws IOException {
            this.merged = merged;
            this.whole = whole;
            this.random = random;
        }

        void recorded(List<Change> changes, SpaceImage image) {
            try {
                changes.forEach(state.image()::apply);
                look(image);
                if (--left == 0) {
                    left = 1 + random.nextInt(STEPS_OF_A_GENERATION_MAX);
                    write(image);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /// Some things that don't come up by themselves: an entry goes and comes back, as it was.
        private void look(SpaceImage image) {
            assertThat(state.image().entries()).hasSize(image.entries().size());
            if (!image.entries().isEmpty() && random.nextInt(4) == 0) {
                List<EntryImage> all = List.copyOf(image.entries());
                EntryImage one = all.get(random.nextInt(all.size()));
                state.image().apply(new Change.Removed(one.id(), EventKind.TAKEN, 0));
                state.image().apply(new Change.Written(one, 0));
            }
        }

        private void write(SpaceImage image) throws IOException {
            assertThat(state.image()).isEqualTo(image);
            written++;
            CheckpointWriter.write(merged, written, new ImageItems(new SpaceFolder.State(state.image(), state.entries(), written)),
                    Progress.UNHEARD);
            CheckpointWriter.write(whole, written, new ImageItems(image, image.entries(), Collections.emptyIterator()),
                    Progress.UNHEARD);
            Path file = CheckpointFiles.in(merged).file(written);
            assertThat(file).hasSameBinaryContentAs(CheckpointFiles.in(whole).file(written));
            state.close();
            state = SpaceFolder.checkpointed(merged);
            assertThat(state.isCheckpointed()).isTrue();
            assertThat(state.image()).isEqualTo(image);
            Files.delete(file);
            Files.delete(CheckpointFiles.in(whole).file(written));
        }

        @Override
        public void close() {
            state.close();
        }
    }
}
