package io.tupelo.reliability.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The files of this repository, as they lie in the work tree: without what is built, and what belongs to git or an editor.
record RepositoryFiles(Path root, List<Path> paths) {
    private static final List<String> SKIPPED_FOLDERS = List.of("target", ".git", ".idea", ".vscode", ".settings", "node_modules");

    /// Reads the repository that the tests are started in.
    static RepositoryFiles ofThisCheckout() {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("coordinators/pom.xml"))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalStateException("not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var skipped = SKIPPED_FOLDERS.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RepositoryFiles(root, found.stream().sorted().toList());
    }

    /// Those whose name ends in one of the endings.
    List<Path> endingIn(String... endings) {
        return paths.stream()
                .filter(path -> List.of(endings).stream().anyMatch(path.getFileName().toString()::endsWith))
                .toList();
    }

    /// Java under a module's `src/main/java`.
    List<Path> mainSources() {
        return endingIn(".java").stream().filter(path -> path.toString().contains("/src/main/java/")).toList();
    }

    /// Java under a module's `src/test/java`.
    List<Path> testSources() {
        return endingIn(".java").stream().filter(path -> path.toString().contains("/src/test/java/")).toList();
    }

    /// A file's name as a reader of a failure would write it.
    String name(Path path) {
        return root.relativize(path).toString();
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path path) {
        return read(path).lines().toList();
    }
}
