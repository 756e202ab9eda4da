package io.tupelo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder for what is measured to keep its files in, which is deleted with all of them when closed.
final class Scratch implements AutoCloseable {
    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /// Makes one where temporary files go.
    static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("tupelo-bench-"));
    }

    Path path() {
        return folder;
    }

    /// Returns the path of something within.
    Path path(String name) {
        return folder.resolve(name);
    }

    /// Returns the files in a folder.
    static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.collect(Collectors.toSet());
        }
    }

    /// Deletes what has come to a folder since it had these files.
    static void restore(Path folder, Set<Path> files) throws IOException {
        for (Path file : files(folder)) {
            if (!files.contains(file)) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /// Deletes a file, or a folder with all that is in it.
    static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(root)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
