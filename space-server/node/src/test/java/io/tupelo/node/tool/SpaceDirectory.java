package io.tupelo.node.tool;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.JournalFiles;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A folder of a space with small segments, and a clock that goes on by a second with each look at it.
record SpaceDirectory(Path path, AtomicLong clock) {
    static final long BEGIN_MILLIS = 1_800_000_000_000L;
    private static final String PADDING = "x".repeat(300);

    SpaceDirectory(Path path) {
        this(path, new AtomicLong(BEGIN_MILLIS));
    }

    SpaceConfig config() {
        return SpaceConfig.DEFAULT
                .withJournal(JournalConfig.DEFAULT
                        .withSegmentBytes(JournalConfig.SEGMENT_BYTES_LEAST)
                        .withPreparing(Runnable::run))
                .withClock(() -> clock.addAndGet(1_000));
    }

    static Container jobs(Space space) {
        return space.createIfAbsent(ContainerSpec.named("jobs").with("fifo"));
    }

    /// Writes the jobs of these numbers, and then as many checkpoints as wanted.
    SpaceDirectory write(int from, int to, int checkpoints) throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", path, config());
                Space space = Space.over(runtime.port())) {
            for (int i = from; i < to; i++) {
                jobs(space).write(tuple("job", i, PADDING));
            }
            for (int i = 0; i < checkpoints; i++) {
                runtime.checkpoint();
            }
        }
        return this;
    }

    /// Opens the space, and returns the numbers of its jobs.
    List<Long> numbers() throws IOException {
        try (Space space = EmbeddedSpace.open(path, config())) {
            return jobs(space).readAll(fifo().all()).stream().map(job -> job.integer(1)).toList();
        }
    }

    /// Returns the record after which job `number` is there, and the one after it not.
    long recordOf(int number) throws IOException {
        long[] found = {0};
        ChangeDescriber describer = new ChangeDescriber();
        JournalFiles.in(path).read(record -> {
            if (describer.describe(record).contains("(\"job\", " + number + ",")) {
                found[0] = record.sequence();
            }
        });
        return found[0];
    }

    List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }

    static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int there = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(there ^ 1);
        }
    }
}
