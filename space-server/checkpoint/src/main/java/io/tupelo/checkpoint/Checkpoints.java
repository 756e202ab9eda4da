package io.tupelo.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a folder, of which two generations are kept: if the newest is damaged, the one before it and the journal
/// since then give the same state.
///
/// Used by one thread at a time; open checkpoints are their own masters, and go on when their file is deleted.
public final class Checkpoints {
    private static final int GENERATIONS = 2;

    private final Path folder;
    private final Consumer<CheckpointException.Damaged> damaged;

    /// Keeps those of `folder`, which has to be there.
    ///
    /// @param damaged hears of each checkpoint that is found damaged: somebody has to be told
    public Checkpoints(Path folder, Consumer<CheckpointException.Damaged> damaged) {
        this.folder = folder;
        this.damaged = damaged;
    }

    /// Opens the newest checkpoint that is good; the caller closes it. Each newer one that is damaged is reported, and *set
    /// aside*: it gets the ending `.damaged`, so that it never counts as one of the two again.
    ///
    /// @return empty if there has never been one
    /// @throws CheckpointException.Damaged if there are some, all of them damaged. They keep their names then
    /// @throws CheckpointException.UnknownVersion if the newest that is whole has a format of the future: going back behind what a
    ///     later program has written is for people to decide
    /// @throws IOException if the folder can't be read, or changed
    public Optional<Checkpoint> newest() throws IOException {
        return newest(Checkpoint::open);
    }

    /// Reads the newest checkpoint that is good, as [#newest()] opens it. What was read of a damaged one is thrown away.
    ///
    /// @param reading reads one, as [Checkpoint#readOnce] does
    /// @throws CheckpointException as [#newest()] does
    /// @throws IOException if the folder can't be read, or changed, or `reading` fails otherwise
    public <T> Optional<T> newest(Reading<T> reading) throws IOException {
        List<Long> sequences = CheckpointNames.newestFirst(folder);
        CheckpointException.@Nullable Damaged first = null;
        for (int i = 0; i < sequences.size(); i++) {
            try {
                T good = reading.read(file(sequences.get(i)));
                setAside(sequences.subList(0, i), good);
                return Optional.of(good);
            } catch (CheckpointException.Damaged found) {
                damaged.accept(found);
                if (first == null) {
                    first = found;
                } else {
                    first.addSuppressed(found);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return Optional.empty();
    }

    /// Makes something of a checkpoint.
    @FunctionalInterface
    public interface Reading<T> {
        /// Reads one.
        ///
        /// @throws CheckpointException.Damaged if the one before it is to be read instead
        /// @throws IOException if that is of no use either
        T read(Path file) throws IOException;
    }

    private void setAside(List<Long> sequences, Object good) throws IOException {
        try {
            for (long sequence : sequences) {
                CheckpointNames.rename(file(sequence), CheckpointNames.damaged(folder, sequence));
            }
        } catch (IOException failed) {
            if (good instanceof Closeable open) {
                open.close();
            }
            throw failed;
        }
    }

    /// Writes a checkpoint as [CheckpointWriter#write] does, then deletes what is not needed any more.
    ///
    /// @throws IllegalArgumentException if there is a newer one, or keys don't ascend
    public Seal write(long sequence, Iterator<Item> ascending, Progress progress) throws IOException {
        List<Long> sequences = CheckpointNames.newestFirst(folder);
        if (!sequences.isEmpty() && sequences.getFirst() > sequence) {
            throw new IllegalArgumentException("a checkpoint of " + sequence + " would follow one of " + sequences.getFirst());
        }
        Seal seal = CheckpointWriter.write(folder, sequence, ascending, progress);
        tidy();
        return seal;
    }

    /// Returns up to which sequence two generations cover what happened: records of the journal up to that one may be deleted,
    /// and no others. Empty if there are not two.
    public OptionalLong coveredTwice() throws IOException {
        return CheckpointNames.newestFirst(folder).stream()
                .skip(GENERATIONS - 1)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /// Deletes what a crash has left half written, all generations but two, and what was set aside and is older than those.
    public void tidy() throws IOException {
        Files.deleteIfExists(folder.resolve(CheckpointNames.TO_COME));
        List<Long> sequences = CheckpointNames.newestFirst(folder);
        if (sequences.size() < GENERATIONS) {
            return;
        }
        for (long sequence : sequences.subList(GENERATIONS, sequences.size())) {
            Files.delete(file(sequence));
        }
        for (long sequence : CheckpointNames.damaged(folder)) {
            if (sequence < sequences.get(GENERATIONS - 1)) {
                Files.delete(CheckpointNames.damaged(folder, sequence));
            }
        }
    }

    private Path file(long sequence) {
        return folder.resolve(CheckpointNames.name(sequence));
    }
}
