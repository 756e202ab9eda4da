package io.tupelo.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/// The checkpoints of a folder, to be looked at, or set aside by who goes back behind them. Reading changes nothing in the folder,
/// unlike [Checkpoints], so it may be done on a copy, and beside the server that writes there. That may delete one between its being
/// listed and opened.
///
/// Keeps nothing open, and no state.
public final class CheckpointFiles {
    private static final String CUT = ".cut";

    private final Path folder;

    private CheckpointFiles(Path folder) {
        this.folder = folder;
    }

    /// Looks at those in `folder`.
    public static CheckpointFiles in(Path folder) {
        return new CheckpointFiles(folder);
    }

    /// Returns the sequences of the checkpoints, the newest first, good or not; none if there is no such folder.
    ///
    /// @throws IOException if the folder can't be read
    public List<Long> newestFirst() throws IOException {
        try {
            return CheckpointNames.newestFirst(folder);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
    }

    /// Returns the file that a checkpoint of this sequence has.
    public Path file(long sequence) {
        return folder.resolve(CheckpointNames.name(sequence));
    }

    /// Says whether a file of that name is no checkpoint, but what is left of one that was being written.
    public static boolean isLeftOver(String name) {
        return name.equals(CheckpointNames.TO_COME);
    }

    /// Opens one, as [Checkpoint#open] does.
    public Checkpoint open(long sequence) throws IOException {
        return Checkpoint.open(file(sequence));
    }

    /// Returns the file that a checkpoint would be set aside as: one that isn't there, so that what was set aside before stays.
    public Path cutFile(long sequence) {
        String name = CheckpointNames.name(sequence);
        Path free = folder.resolve(name + CUT);
        for (int i = 2; Files.exists(free); i++) {
            free = folder.resolve(name + "." + i + CUT);
        }
        return free;
    }

    /// Sets one aside: as [#cutFile], in which nothing reads it, and on the disk so when this returns.
    ///
    /// @throws IOException if it can't be renamed
    public void cut(long sequence) throws IOException {
        CheckpointNames.rename(file(sequence), cutFile(sequence));
    }
}
