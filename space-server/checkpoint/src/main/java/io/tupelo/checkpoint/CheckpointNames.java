package io.tupelo.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the files of a folder are called, and how they get their names.
final class CheckpointNames {
    /// A checkpoint while it is written; without meaning.
    static final String TO_COME = "checkpoint-to-come";
    private static final String DAMAGED = ".damaged";
    private static final Pattern NAME = Pattern.compile("checkpoint-([0-9a-f]{16})");

    private CheckpointNames() {}

    static String name(long sequence) {
        return "checkpoint-%016x".formatted(sequence);
    }

    /// Returns the sequence of the checkpoint in a file of that name; empty if it is no checkpoint's name.
    static OptionalLong sequenceOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseUnsignedLong(matcher.group(1), 16)) : OptionalLong.empty();
    }

    /// Returns the sequences of the folder's checkpoints, the newest first.
    static List<Long> newestFirst(Path folder) throws IOException {
        return list(folder).flatMap(name -> sequenceOf(name).stream().boxed()).sorted((a, b) -> Long.compare(b, a)).toList();
    }

    /// Returns the sequences of those that were set aside.
    static List<Long> damaged(Path folder) throws IOException {
        return list(folder)
                .filter(name -> name.endsWith(DAMAGED))
                .map(name -> sequenceOf(name.substring(0, name.length() - DAMAGED.length())))
                .flatMap(sequence -> sequence.stream().boxed())
                .toList();
    }

    private static Stream<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    static Path damaged(Path folder, long sequence) {
        return folder.resolve(name(sequence) + DAMAGED);
    }

    /// Gives a file another name of the same folder, for good.
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
