package io.tupelo.reliability.soak;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Operation.Subject;
import io.tupelo.reliability.soak.Sample.Inside;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at a server from the outside: at its process, its folder, and what it tells a client.
final class Gauges {
    private static final Pattern CLASS = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +(\\S+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s*(\\d+)");

    private final long pid;
    private final Path folder;
    private final Space space;

    /// Makes them for a process, the folder of its space, and a session with it.
    Gauges(long pid, Path folder, Space space) {
        this.pid = pid;
        this.folder = folder;
        this.space = space;
    }

    /// Looks now. The server collects its garbage for it.
    Sample sample() throws IOException, InterruptedException {
        Map<String, Long> heap = heap();
        String status = Files.readString(proc("status"));
        Map<Inside, Long> inside = new EnumMap<>(Inside.class);
        inside.put(Inside.ENTRIES, stat("entries"));
        inside.put(Inside.SESSIONS, count(Subject.SESSIONS));
        inside.put(Inside.WAITERS, count(Subject.WAITERS));
        inside.put(Inside.CLAIMS, count(Subject.CLAIMS));
        inside.put(Inside.TRANSACTIONS, count(Subject.TRANSACTIONS));
        return new Sample(
                heap,
                number(RESIDENT, status) << 10,
                list(proc("fd")).size(),
                mapped(),
                number(THREADS, status),
                files(),
                inside);
    }

    /// Returns how many rows the space has of something.
    long count(Subject subject) {
        return space.inspect(subject).rows().size();
    }

    /// Returns one of the space's statistics.
    long stat(String name) {
        return space.inspect(Subject.STATS).rows().stream()
                .filter(row -> row.string(0).equals(name))
                .findFirst()
                .orElseThrow()
                .integer(1);
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private Map<String, Long> heap() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram;
        try (var reader = jcmd.inputReader()) {
            histogram = reader.readAllAsString();
        }
        assertThat(jcmd.waitFor()).as(histogram).isZero();
        Map<String, Long> heap = CLASS.matcher(histogram)
                .results()
                .collect(groupingBy(line -> line.group(2), summingLong(line -> Long.parseLong(line.group(1)))));
        assertThat(heap).as(histogram).isNotEmpty();
        return heap;
    }

    private long mapped() throws IOException {
        try (Stream<String> mappings = Files.lines(proc("maps"))) {
            return mappings.filter(line -> line.contains(folder.toString())).count();
        }
    }

    private static long number(Pattern pattern, String text) {
        MatchResult found = pattern.matcher(text).results().findFirst().orElseThrow();
        return Long.parseLong(found.group(1));
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        for (Path file : list(folder)) {
            try {
                sizes.put(file.getFileName().toString(), Files.size(file));
            } catch (NoSuchFileException _) {
                // It was deleted or renamed meanwhile.
            }
        }
        return sizes;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
