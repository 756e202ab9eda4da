package io.tupelo.node.tool;

import io.tupelo.checkpoint.Seal;
import io.tupelo.journal.JournalFiles;
import io.tupelo.runtime.RestorePoint;
import io.tupelo.runtime.SpaceFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/// A state that was read from a space's folder, to be written into another.
///
/// @param from the folder
/// @param state the state
/// @param terminal where to say what was done
record Restoring(Path from, SpaceFiles.State state, Terminal terminal) implements Closeable {
    /// Reads the state at a point.
    ///
    /// @param command what is shown before a warning
    static Restoring of(Path from, RestorePoint point, Terminal terminal, String command) throws IOException {
        SpaceFiles files = SpaceFiles.in(from);
        PrintWriter err = terminal.complaints();
        // Once for each, however often reading begins anew.
        TreeSet<String> damaged = new TreeSet<>();
        Optional<JournalFiles> journal = files.journal();
        try (ReadingProgress progress = terminal.progress(record -> {}, journal.isPresent() ? journal.get().bytes() : 0)) {
            SpaceFiles.State state = files.read(point, progress, found -> {
                if (damaged.add(found.file())) {
                    err.println(command + ": " + found.getMessage() + ". Going back to the one before it.");
                }
            });
            return new Restoring(from, state, terminal);
        }
    }

    void into(TargetFolder target) throws IOException {
        Seal seal = target.write(state, terminal);
        terminal.printer().println(from + " -> " + target.path() + ": the state after record " + state.sequence()
                + (state.image().time() == 0 ? "" : ", of " + Instant.ofEpochMilli(state.image().time())) + ": "
                + SpaceTally.of(state.image()) + ", " + seal.fileBytes() + " bytes");
    }

    @Override
    public void close() {
        state.close();
    }
}
