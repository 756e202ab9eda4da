package io.tupelo.reliability.simulation;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.reliability.model.RandomRequests;
import io.tupelo.reliability.model.Unheard;
import io.tupelo.runtime.RecordLog;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// The journal of a small space of one shape, and what there was after each of its records.
final class SmallSpace extends Unheard {
    static final JournalConfig JOURNAL =
            JournalConfig.DEFAULT.withSegmentBytes(4 << 10).withPreparing(Runnable::run);

    /// What is done there.
    enum Shape {
        /// By a session of this process.
        EMBEDDED,
        /// By a client elsewhere, whose answers are kept.
        REMOTE,
        /// Small tuples that come and go.
        QUEUE,
        /// Tuples larger than a segment among others.
        LARGE
    }

    final SimulatedDisk disk = new SimulatedDisk();
    /// By the last record of each call of the kernel: what there was then, as a number.
    private final TreeMap<Long, Integer> states = new TreeMap<>();
    private final SpaceImage image = new SpaceImage();
    private final List<Change> changes = new ArrayList<>();
    private final RecordLog log;
    private long synced;
    private long known;

    SmallSpace(Shape shape, long seed, int bytes) throws IOException {
        Random random = new Random(seed);
        RandomRequests requests = new RandomRequests(random);
        log = RecordLog.open(disk, JOURNAL, 0);
        states.put(0L, image.hashCode());
        Kernel kernel = new Kernel("small", Limits.DEFAULT, log.image(), log.epoch(), 0, 0, this);
        commit();
        long session = kernel.open(7, shape == Shape.REMOTE ? 15_000 : 0, 0);
        commit();
        long number = 0;
        for (ContainerSpec spec : RandomRequests.CONTAINERS) {
            kernel.submit(session, ++number, Request.of(new Operation.CreateContainer(spec, false)), 0);
            commit();
        }
        sync();
        while (usedBytes() < bytes) {
            long now = requests.nextTime();
            kernel.submit(session, ++number, Request.of(operation(shape, requests, random)), now);
            commit();
            if (random.nextInt(3) == 0) {
                sync();
            }
            if (random.nextInt(30) == 0) {
                kernel.acknowledge(session, number - 3, false);
                commit();
            }
        }
        sync();
    }

    private static Operation operation(Shape shape, RandomRequests requests, Random random) {
        if (shape == Shape.QUEUE && random.nextBoolean()) {
            return new Operation.Get(Operation.Pick.TAKE, "default", Coordinators.fifo(), Wait.NOW);
        }
        if (shape == Shape.QUEUE || (shape == Shape.LARGE && random.nextInt(10) == 0)) {
            String text = "x".repeat(shape == Shape.LARGE ? random.nextInt(9_000) : random.nextInt(20));
            Draft draft = new Draft(Tuple.tuple("job", text), List.of(), WriteOptions.DEFAULT);
            return new Operation.Write("default", List.of(draft), Wait.NOW);
        }
        return requests.operation(false);
    }

    private void commit() {
        changes.forEach(image::apply);
        changes.clear();
        states.put(log.commit(), image.hashCode());
    }

    private void sync() throws IOException {
        if (log.last() > synced) {
            known = synced;
            log.sync(log.last());
            synced = log.last();
        }
    }

    private long usedBytes() throws IOException {
        long used = 0;
        for (String name : segments()) {
            used += Segment.of(name, disk.bytes(name)).end();
        }
        return used;
    }

    List<String> segments() {
        return disk.list().stream().filter(name -> name.startsWith("journal-")).toList();
    }

    /// Returns the last record that others on the disk know to be safe.
    long known() {
        return known;
    }

    /// Says whether `found` is what was there after record `last`.
    boolean isStateAt(long last, SpaceImage found) {
        var state = states.floorEntry(last);
        return state != null && state.getValue() == found.hashCode();
    }

    /// Where the records of a segment end, as docs/JOURNAL.md has it.
    record Segment(long first, List<Integer> ends) {
        static Segment of(String name, byte[] bytes) {
            List<Integer> ends = new ArrayList<>();
            int at = 64;
            while (at + 16 < bytes.length && java.nio.ByteBuffer.wrap(bytes).getInt(at) > 0) {
                at += 16 + java.nio.ByteBuffer.wrap(bytes).getInt(at);
                ends.add(at);
            }
            return new Segment(Long.parseLong(name.substring("journal-".length()), 16), ends);
        }

        int end() {
            return ends.isEmpty() ? 64 : ends.getLast();
        }

        /// Returns the last record that ends at `at`, or before.
        long lastBefore(int at) {
            return first - 1 + ends.stream().filter(end -> end <= at).count();
        }
    }

    @Override
    public void changed(Change change) {
        log.add(change);
        changes.add(change);
    }
}
