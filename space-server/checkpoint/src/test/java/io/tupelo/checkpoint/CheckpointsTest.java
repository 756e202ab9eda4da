package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two generations: the newest good one counts, and whatever is damaged is reported.
class CheckpointsTest {
    private static final List<Item> ITEMS = Samples.draw(new SplittableRandom(1), 20, 50);

    @TempDir
    private Path folder;

    private final List<CheckpointException.Damaged> reported = new ArrayList<>();
    private Checkpoints checkpoints;

    @BeforeEach
    void begin() {
        checkpoints = new Checkpoints(folder, reported::add);
    }

    private void write(long... sequences) throws IOException {
        for (long sequence : sequences) {
            checkpoints.write(sequence, ITEMS.iterator(), Progress.UNHEARD);
        }
    }

    private Path file(long sequence) {
        return folder.resolve(CheckpointNames.name(sequence));
    }

    private void damage(long sequence) throws IOException {
        byte[] bytes = Files.readAllBytes(file(sequence));
        Files.write(file(sequence), Arrays.copyOf(bytes, bytes.length / 2));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private long newest() throws IOException {
        try (Checkpoint newest = checkpoints.newest().orElseThrow()) {
            assertThat(newest.size()).isEqualTo(ITEMS.size());
            return newest.sequence();
        }
    }

    @Test
    void aFolderWithoutCheckpointsHasNone() throws IOException {
        Files.writeString(folder.resolve("journal-0000000000000001"), "not a checkpoint");
        assertThat(checkpoints.newest()).isEmpty();
        assertThat(checkpoints.coveredTwice()).isEmpty();
        checkpoints.tidy();
        assertThat(files()).containsExactly("journal-0000000000000001");
    }

    @Test
    void twoGenerationsAreKept() throws IOException {
        write(5);
        assertThat(checkpoints.coveredTwice()).isEmpty();
        write(8);
        assertThat(checkpoints.coveredTwice()).isEqualTo(OptionalLong.of(5));
        write(0x10, 0x20);
        assertThat(files()).containsExactly(CheckpointNames.name(0x10), CheckpointNames.name(0x20));
        assertThat(checkpoints.coveredTwice()).isEqualTo(OptionalLong.of(0x10));
        assertThat(newest()).isEqualTo(0x20);
        assertThat(reported).isEmpty();
    }

    @Test
    void theSameSequenceIsWrittenAgainAndAnEarlierOneIsRefused() throws IOException {
        write(5, 5);
        assertThat(files()).containsExactly(CheckpointNames.name(5));
        assertThatThrownBy(() -> write(4)).isInstanceOf(IllegalArgumentException.class);
        assertThat(files()).containsExactly(CheckpointNames.name(5));
    }

    @Test
    void whatWasReadOfADamagedOneIsReadAnewFromTheOneBeforeIt() throws IOException {
        write(5, 8);
        damage(8);
        List<Long> sequences = new ArrayList<>();
        List<Item> items = checkpoints
                .newest(file -> {
                    List<Item> read = new ArrayList<>();
                    Seal seal = Checkpoint.readOnce(file, (key, value) -> {
                        byte[] bytes = new byte[value.remaining()];
                        value.get(bytes);
                        read.add(new Item(key, bytes));
                    });
                    sequences.add(seal.sequence());
                    return read;
                })
                .orElseThrow();
        assertThat(Samples.texts(items)).isEqualTo(Samples.texts(ITEMS));
        assertThat(sequences).containsExactly(5L);
        assertThat(reported).hasSize(1);
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8) + ".damaged");
    }

    @Test
    void theOneBeforeADamagedOneIsTakenAndTheDamageReported() throws IOException {
        write(5, 8);
        damage(8);
        assertThat(newest()).isEqualTo(5);
        assertThat(reported).singleElement().satisfies(damaged -> {
            assertThat(damaged.file()).isEqualTo(file(8).toString());
            assertThat(damaged.what()).contains("seal");
        });
        // It never counts as a generation again: the journal since 5 is still needed.
        assertThat(checkpoints.coveredTwice()).isEmpty();
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8) + ".damaged");
        write(9);
        assertThat(checkpoints.coveredTwice()).isEqualTo(OptionalLong.of(5));
        assertThat(newest()).isEqualTo(9);
        write(10);
        assertThat(files()).containsExactly(CheckpointNames.name(9), CheckpointNames.name(10));
    }

    @Test
    void allDamagedIsNotTheSameAsNone() throws IOException {
        write(5, 8);
        damage(5);
        damage(8);
        assertThatThrownBy(() -> checkpoints.newest())
                .isInstanceOf(CheckpointException.Damaged.class)
                .hasMessageContaining(CheckpointNames.name(8))
                .satisfies(damaged -> assertThat(damaged.getSuppressed()).hasSize(1));
        assertThat(reported).hasSize(2);
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8));
    }

    @Test
    void aFormatOfTheFutureIsNotGoneBackBehind() throws IOException {
        write(5, 8);
        FormatTest.makeVersion(file(8), 2);
        assertThatThrownBy(() -> checkpoints.newest()).isInstanceOf(CheckpointException.UnknownVersion.class);
        assertThat(reported).isEmpty();
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8));
    }

    @Test
    void aCrashBeforeTheRenameLeavesTheOlderOneNewest() throws IOException {
        write(5, 8);
        byte[] whole = Files.readAllBytes(file(8));
        for (int length : List.of(0, whole.length / 2, whole.length)) {
            Files.write(folder.resolve(CheckpointNames.TO_COME), Arrays.copyOf(whole, length));
            assertThat(newest()).isEqualTo(8);
            assertThat(checkpoints.coveredTwice()).isEqualTo(OptionalLong.of(5));
        }
        checkpoints.tidy();
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8));
        assertThat(reported).isEmpty();
    }

    @Test
    void aWriteThatFailsChangesNothing() throws IOException {
        write(5, 8);
        Iterator<Item> failing = Stream.concat(ITEMS.stream(), Stream.of(ITEMS.getFirst())).iterator();
        assertThatThrownBy(() -> checkpoints.write(9, failing, Progress.UNHEARD)).isInstanceOf(IllegalArgumentException.class);
        assertThat(files()).containsExactly(CheckpointNames.name(5), CheckpointNames.name(8));
        assertThat(newest()).isEqualTo(8);
    }

    @Test
    void oneThatIsOpenGoesOnWhenItIsDeleted() throws IOException {
        write(5);
        try (Checkpoint open = checkpoints.newest().orElseThrow()) {
            write(8, 9);
            assertThat(files()).doesNotContain(CheckpointNames.name(5));
            for (Item item : ITEMS) {
                assertThat(open.get(item.key())).isEqualTo(item.value());
            }
        }
    }
}
