package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointWriter;
import io.tupelo.checkpoint.Item;
import io.tupelo.checkpoint.Progress;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.JournalFiles;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.runtime.RestorePoint;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceFiles;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// How fast what is on the disk becomes a space again.
final class RecoverySuite implements Suite {
    private static final double SPACE_LEAST = 200;
    private static final double CHECKPOINT_MOST = 3;
    private static final double MB = 1e6;
    private static final int PAYLOAD_BYTES = 100;
    /// Of so many tuples one stays.
    private static final int STAYS = 2;
    private static final int IN_FLIGHT = 1_000;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int READ_BYTES = 1 << 20;

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String description() {
        return "opening a space with a large journal, and reading a checkpoint, beside a plain read of the files";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        if (settings.wants("journal")) {
            rows.addAll(journal(settings));
        }
        if (settings.wants("checkpoint")) {
            rows.add(checkpoint(settings));
            rows.add(checkpointIntoSpace(settings));
        }
        return rows;
    }

    // ---- journal ----

    private List<Row> journal(Settings settings) throws Exception {
        try (Scratch folder = Scratch.make()) {
            Path data = folder.path("space");
            fill(data, settings.many(), true);
            Set<Path> files = Scratch.files(data);
            long bytes = recordBytes(data);
            Map<String, Sample> medians = new Rounds(settings)
                    .add("space", _ -> timed(bytes, () -> EmbeddedSpace.open(data)::close, () -> Scratch.restore(data, files)))
                    .add("journal", _ -> timed(bytes, () -> {
                        recordBytes(data);
                        return () -> {};
                    }))
                    .add("plain", _ -> timed(bytes, () -> {
                        plainRead(files);
                        return () -> {};
                    }))
                    .run();
            double plain = rate(medians, "plain");
            String label = "journal of " + Report.number(bytes / MB) + " MB, ";
            return List.of(
                    Row.compared(name(), label + "into a space", "MB/s", rate(medians, "space"), "plain read", plain)
                            .atLeast(SPACE_LEAST),
                    Row.compared(name(), label + "its records alone", "MB/s", rate(medians, "journal"), "plain read", plain));
        }
    }

    /// Writes tuples, and takes every other one if that is wanted.
    private static void fill(Path data, int tuples, boolean taking) throws IOException {
        String text = "x".repeat(PAYLOAD_BYTES);
        try (Space space = EmbeddedSpace.open(data, SpaceConfig.DEFAULT.withFlushEveryMillis(100))) {
            Container container = space.create(ContainerSpec.named("resident").with("fifo"));
            for (int i = 0; i < tuples; i += IN_FLIGHT) {
                List<CompletableFuture<?>> running = new ArrayList<>();
                for (int j = 0; j < IN_FLIGHT; j++) {
                    running.add(container.writeAsync(tuple(i + (long) j, text)).toCompletableFuture());
                    if (taking && j % STAYS == 0) {
                        running.add(container.takeAsync(fifo()).toCompletableFuture());
                    }
                }
                running.forEach(CompletableFuture::join);
            }
        }
    }

    /// Reads the records of a journal, checks them, and returns how many bytes they have.
    private static long recordBytes(Path data) throws IOException {
        long[] bytes = new long[1];
        var _ = JournalFiles.in(data)
                .read(record -> bytes[0] += RECORD_HEADER_BYTES + record.payload().remaining());
        return bytes[0];
    }

    // ---- checkpoint ----

    private Row checkpoint(Settings settings) throws Exception {
        try (Scratch folder = Scratch.make()) {
            var _ = CheckpointWriter.write(folder.path(), 1, items(settings.many()), Progress.UNHEARD);
            Path file = Scratch.files(folder.path()).iterator().next();
            long bytes = Files.size(file);
            Map<String, Sample> medians = new Rounds(settings)
                    .add("checkpoint", _ -> timed(bytes, () -> {
                        long[] read = new long[1];
                        var _ = Checkpoint.readOnce(file, (_, value) -> read[0] += value.remaining());
                        return () -> {};
                    }))
                    .add("plain", _ -> timed(bytes, () -> {
                        plainRead(Set.of(file));
                        return () -> {};
                    }))
                    .run();
            double megabytes = bytes / MB;
            String label = "checkpoint of " + Report.number((double) settings.many()) + " items, checked and read";
            return Row.compared(
                            name(),
                            label,
                            "ms",
                            1e3 * megabytes / rate(medians, "checkpoint"),
                            "plain read",
                            1e3 * megabytes / rate(medians, "plain"))
                    .ratioAtMost(CHECKPOINT_MOST);
        }
    }

    /// What a user waits for: the checkpoint is read, its entries are decoded and indexed, and the space is ready.
    private Row checkpointIntoSpace(Settings settings) throws Exception {
        try (Scratch folder = Scratch.make()) {
            Path data = folder.path("space");
            fill(data, settings.many(), false);
            Path saved = Files.createDirectory(folder.path("saved"));
            var _ = SpaceFiles.in(data).read(RestorePoint.LATEST, _ -> {}, _ -> {}).write(saved, Progress.UNHEARD);
            Scratch.delete(data);
            Set<Path> files = Scratch.files(saved);
            Map<String, Sample> medians = new Rounds(settings)
                    .add("space", _ -> timed(
                            settings.many(), () -> EmbeddedSpace.open(saved)::close, () -> Scratch.restore(saved, files)))
                    .run();
            String label = "checkpoint of " + Report.number((double) settings.many()) + " entries, into a space";
            return Row.alone(name(), label, "entries/s", MB * rate(medians, "space"));
        }
    }

    private static Iterator<Item> items(int count) {
        return LongStream.range(0, count)
                .mapToObj(key -> {
                    byte[] value = new byte[PAYLOAD_BYTES];
                    ByteBuffer.wrap(value).putLong(key);
                    return new Item(key, value);
                })
                .iterator();
    }

    // ---- both ----

    /// What is measured. It returns what has to be done afterwards, and isn't.
    @FunctionalInterface
    private interface Opening {
        Action open() throws Exception;
    }

    private static Sample timed(long amount, Opening opening, Action... afterwards) throws Exception {
        long begin = System.nanoTime();
        Action closing = opening.open();
        double seconds = (System.nanoTime() - begin) / 1e9;
        closing.run();
        for (Action action : afterwards) {
            action.run();
        }
        return new Sample(amount / MB / seconds, Double.NaN);
    }

    private static double rate(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side)).perSecond();
    }

    /// Reads files through a channel into 1 MiB of memory, again and again; their pages are in the operating system's memory.
    private static void plainRead(Set<Path> files) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer.clear()) >= 0) {
                    // What is read is thrown away.
                }
            }
        }
    }
}
