package io.tupelo.benchmarks;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.Journal;
import io.tupelo.journal.JournalConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

/// What it costs to have a record on the disk.
final class JournalSuite implements Suite {
    private static final int PAYLOAD_BYTES = 100;
    private static final int RECORD_BYTES = PAYLOAD_BYTES + 16;
    private static final int MANY = 64;
    private static final int CROWD = 1_000;
    private static final double COST_RATIO_MAX = 1.3;
    private static final double MANY_RATIO_LEAST = 15;
    private static final double CROWD_RATIO_LEAST = 100;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String description() {
        return "appends of 100 bytes that are on the disk, by 1 and 64 threads and 1,000 virtual ones, beside write and fdatasync";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        try (Scratch folder = Scratch.make();
                FileDisk disk = FileDisk.in(folder.path());
                Journal journal = Journal.open(disk, JournalConfig.DEFAULT, _ -> 1, 1, (_, _, _) -> {});
                BareFile bare = BareFile.create(folder.path("bare"), RECORD_BYTES)) {
            Map<String, Sample> medians = new Rounds(settings)
                    .add("bare", time -> appending(time, 1, Thread.ofPlatform().factory(), bare::append))
                    .add("one", time -> appending(time, 1, Thread.ofPlatform().factory(), () -> append(journal)))
                    .add("many", time -> appending(time, MANY, Thread.ofPlatform().factory(), () -> append(journal)))
                    .add("crowd", time -> appending(time, CROWD, Thread.ofVirtual().factory(), () -> append(journal)))
                    .run();
            double one = rate(medians, "one");
            return List.of(
                    Row.compared(name(), "1 thread", "µs/append", 1e6 / one, "write and fdatasync", 1e6 / rate(medians, "bare"))
                            .ratioAtMost(COST_RATIO_MAX),
                    Row.compared(name(), "64 threads", "appends/s", rate(medians, "many"), "1 thread", one)
                            .ratioAtLeast(MANY_RATIO_LEAST),
                    Row.compared(name(), "1,000 virtual threads", "appends/s", rate(medians, "crowd"), "1 thread", one)
                            .ratioAtLeast(CROWD_RATIO_LEAST));
        }
    }

    private static double rate(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side)).perSecond();
    }

    private static void append(Journal journal) {
        try {
            journal.sync(journal.append(ByteBuffer.wrap(new byte[PAYLOAD_BYTES])));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// A preallocated file that records are written to and forced, one by one, and nothing else is done: what a disk can do for one at a
    /// time. Begins anew at its end. Used by one thread.
    static final class BareFile implements AutoCloseable {
        private static final int FILE_BYTES = 16 << 20;

        private final FileChannel file;
        private final ByteBuffer record;
        private long at;

        private BareFile(FileChannel file, int recordBytes) {
            this.file = file;
            this.record = ByteBuffer.allocateDirect(recordBytes);
        }

        static BareFile create(Path path, int recordBytes) throws IOException {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file.write(ByteBuffer.allocate(FILE_BYTES), 0);
            file.force(true);
            return new BareFile(file, recordBytes);
        }

        /// Writes a record behind what was written last, and forces it.
        void append() {
            try {
                at = at + record.capacity() > FILE_BYTES ? 0 : at;
                at += file.write(record.clear(), at);
                file.force(false);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static Sample appending(Duration time, int threads, ThreadFactory factory, Runnable append) throws Exception {
        LongAdder appended = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = factory.newThread(() -> {
                do {
                    append.run();
                    appended.increment();
                } while (System.nanoTime() < end);
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return new Sample(appended.sum() * 1e9 / (System.nanoTime() - begin), Double.NaN);
    }
}
