package io.tupelo.node.tool;

import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.Seal;
import io.tupelo.journal.FileDisk;
import io.tupelo.runtime.SpaceFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder that gets a state, and had nothing before.
record TargetFolder(Path path) {
    private static final String LOCK = "lock";

    /// Checks that there is nothing in it, and that it is not within the folder that is read, whose server would take it for one of its
    /// own.
    void check(Path source) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            Optional<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(LOCK) && !CheckpointFiles.isLeftOver(name))
                    .findFirst();
            if (there.isPresent()) {
                throw new IOException("the folder " + path + " is not empty: " + there.get() + " is in it; name one that is");
            }
        } catch (NoSuchFileException _) {
            // It will be made.
        } catch (NotDirectoryException _) {
            throw new IOException(path + " is a file; name a folder");
        }
        if (path.toAbsolutePath().normalize().startsWith(source.toRealPath())
                || path.toAbsolutePath().normalize().startsWith(source.toAbsolutePath().normalize())) {
            throw new IOException(path + " lies in " + source + ", which is read; name a folder elsewhere");
        }
    }

    /// Writes a state into it. When this returns, it is on the disk; before, there is nothing that a server would open.
    Seal write(SpaceFiles.State state, Terminal terminal) throws IOException {
        try (FileDisk _ = FileDisk.in(path);
                WritingProgress progress = terminal.writing(1L + state.image().entries().size())) {
            Seal seal = state.write(path, progress);
            force();
            return seal;
        }
    }

    /// Returns once a crash leaves the folder where it is.
    void force() throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent != null) {
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
