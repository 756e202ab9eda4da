package io.tupelo.reliability.simulation;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.JournalConfig;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.reliability.crash.Folders;
import io.tupelo.reliability.model.RandomRequests;
import io.tupelo.reliability.model.Unheard;
import io.tupelo.runtime.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A durable space in a folder that writes checkpoints, crashes, and finds the newest of them damaged: whatever is left, it is
/// what all records that were safe add up to. All from one seed.
public final class CheckpointHistory extends Unheard {
    private static final JournalConfig JOURNAL =
            JournalConfig.DEFAULT.withSegmentBytes(JournalConfig.SEGMENT_BYTES_LEAST).withPreparing(Runnable::run);
    private static final Request NONE = Request.of(new Operation.Commit(0));
    private static final long LEASE_MILLIS = 100_000;

    private final Random random;
    private final RandomRequests requests;
    private final Ledger ledger = new Ledger();
    private final Path folder;
    private RecordFolder log;
    private Kernel kernel;
    private long now;
    private long session;
    private long number;
    private long answers;
    private long safe;

    private CheckpointHistory(long seed, Path folder) throws IOException {
        random = new Random(seed);
        requests = new RandomRequests(random);
        this.folder = folder;
        log = RecordFolder.open(folder, JOURNAL, 0);
        kernel = new Kernel("folder", Limits.DEFAULT, log.image(), log.epoch(), 0, 0, this);
        session = kernel.open(7, LEASE_MILLIS, 0);
        commit(NONE);
        for (ContainerSpec spec : RandomRequests.CONTAINERS) {
            submit(new Operation.CreateContainer(spec, true));
        }
    }

    /// Runs one in a folder of its own.
    ///
    /// @throws AssertionError with the seed and the step, where something is wrong
    public static void run(long seed, int steps) throws IOException {
        Path folder = Files.createTempDirectory("tupelo-checkpoints-");
        int step = 0;
        try {
            CheckpointHistory history = new CheckpointHistory(seed, folder);
            while (step < steps) {
                history.step();
                step++;
            }
            history.restart();
            history.log.close();
        } catch (IOException | RuntimeException | AssertionError failed) {
            throw new AssertionError("tupelo.seed=" + seed + ", step " + step + ": " + failed, failed);
        } finally {
            Folders.delete(folder);
        }
    }

    private void step() throws IOException {
        now = requests.nextTime();
        switch (random.nextInt(60)) {
            case 0 -> restart();
            case 1 -> checkpoint();
            case 2, 3, 4, 5, 6, 7 -> {
                safe = log.last();
                log.sync(safe);
            }
            case 8, 9 -> {
                kernel.acknowledge(session, Math.max(0, answers - random.nextInt(10)), false);
                commit(NONE);
            }
            default -> submit(requests.operation(false));
        }
    }

    /// The newest is one of two afterwards.
    private void checkpoint() throws IOException {
        List<Long> before = CheckpointFiles.in(folder).newestFirst();
        log.checkpoint();
        List<Long> after = CheckpointFiles.in(folder).newestFirst();
        Ledger.check(before.isEmpty() || after.contains(before.getFirst()), "of the checkpoints ", before, " there are ", after);
    }

    private void submit(Operation operation) {
        Request request = Request.of(operation);
        kernel.submit(session, ++number, request, now);
        commit(request);
    }

    private void commit(Request request) {
        ledger.committed(log.commit(), request);
    }

    private void restart() throws IOException {
        log.close();
        spoil();
        log = RecordFolder.open(folder, JOURNAL, now);
        long last = log.last();
        Ledger.check(last >= safe, "record ", safe, " was safe, and the last one is ", last);
        SpaceImage image = log.image();
        SpaceImage recorded = ledger.fold(last);
        Ledger.check(image.equals(recorded), "recovered is\n", image, "\nand recorded was\n", recorded);
        ledger.crashed(last);
        safe = last;
        kernel = new Kernel("folder", Limits.DEFAULT, image, log.epoch(), now, 0, this);
        kernel.checkInvariants();
        if (kernel.isOpen(session, 7)) {
            kernel.attach(session, Math.max(0, answers - random.nextInt(10)), now);
        } else {
            session = kernel.open(7, LEASE_MILLIS, now);
            number = 0;
            answers = 0;
        }
        commit(NONE);
    }

    /// Leaves what a crash while a checkpoint is written may leave, or damages the newest.
    private void spoil() throws IOException {
        List<Long> sequences = CheckpointFiles.in(folder).newestFirst();
        if (sequences.isEmpty()) {
            return;
        }
        Path newest = CheckpointFiles.in(folder).file(sequences.getFirst());
        byte[] whole = Files.readAllBytes(newest);
        if (random.nextInt(3) == 0) {
            Files.write(folder.resolve("checkpoint-to-come"), Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
        if (random.nextBoolean()) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(newest, damaged);
            if (sequences.size() == 1) {
                expectRefused();
                Files.write(newest, whole);
            }
        }
    }

    /// Where no checkpoint is whole, nothing is opened, and nothing is taken for empty.
    private void expectRefused() throws IOException {
        try (RecordFolder opened = RecordFolder.open(folder, JOURNAL, now)) {
            throw new AssertionError("it was opened with a damaged checkpoint, up to record " + opened.last());
        } catch (CheckpointException.Damaged | CheckpointException.UnknownVersion refused) {
            Ledger.check(String.valueOf(refused.getMessage()).contains("checkpoint-"), "refused without the file: ", refused);
        }
    }

    @Override
    public void answered(long to, long request, long answerNumber, Answer answer) {
        answers = Math.max(answers, answerNumber);
    }

    @Override
    public void changed(Change change) {
        ledger.changed(change);
        log.add(change);
    }
}
