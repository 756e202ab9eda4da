package io.tupelo.reliability.restart;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.ChangeWriter;
import io.tupelo.change.EntryImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.kernel.Kernel;
import io.tupelo.kernel.Payloads;
import io.tupelo.operation.Answer;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Limits;
import io.tupelo.reliability.model.Unheard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kernel whose changes are written as bytes, read again, and added up beside it.
final class RecordedKernel extends Unheard {
    private static final Limits LIMITS = Limits.DEFAULT.withWaitersMax(Integer.MAX_VALUE);

    private final SpaceImage image;
    private final Answers answers;
    private final RestartHistory.Watcher watcher;
    private final List<Change> changes = new ArrayList<>();
    private final ChangeWriter writer = new ChangeWriter();
    private final Kernel kernel;

    /// Who is given the answers.
    interface Answers {
        void answered(long session, long number, long answerNumber, Answer answer);
    }

    /// @param image what the kernel begins with; it is carried on
    /// @param payloads where the kernel may find what it doesn't keep in memory; null if it keeps all
    RecordedKernel(
            SpaceImage image,
            long now,
            Answers answers,
            RestartHistory.Watcher watcher,
            @Nullable Payloads payloads) {
        this.image = image;
        this.answers = answers;
        this.watcher = watcher;
        kernel = new Kernel("restarted", LIMITS, image, image.nextEpoch(now), now, 0, this, payloads);
    }

    Kernel kernel() {
        return kernel;
    }

    /// Returns what the changes so far add up to.
    SpaceImage image() {
        return image;
    }

    /// Compares what was recorded with what is there, and with what a kernel makes of it.
    void check() {
        long epoch = kernel.receipt().epoch();
        writer.begin(epoch);
        changes.forEach(writer::write);
        List<Change> read = new ArrayList<>();
        ChangeReader.read(writer.written(), epoch, read::add);
        expect(read, changes, "what was read of the changes");
        read.forEach(image::apply);
        changes.clear();
        kernel.checkInvariants();
        SpaceImage there = kernel.image();
        expect(image, there, "what was recorded");
        watcher.recorded(read, image);
        Kernel again = new Kernel("again", LIMITS, image, image.epoch() + 1, image.time(), 0, new Unheard());
        again.checkInvariants();
        SpaceImage restarted = again.image();
        endLeases(there);
        reveal(there, restarted);
        expect(asSeenBefore(restarted), there, "what is there after a restart");
    }

    /// What an open transaction holds ends with the transaction, if its lease has ended.
    private static void endLeases(SpaceImage there) {
        for (EntryImage entry : List.copyOf(there.entries())) {
            if (entry.leaseEnd() != 0 && entry.leaseEnd() <= there.time() && entry.claim() == 0) {
                there.apply(new Change.Removed(entry.id(), EventKind.EXPIRED, 0));
            }
        }
    }

    /// What an open transaction holds is revealed once it is given back, if its delay has passed.
    private static void reveal(SpaceImage there, SpaceImage restarted) {
        for (EntryImage entry : List.copyOf(there.entries())) {
            if (entry.visibleAt() != 0 && entry.visibleAt() <= there.time()) {
                EntryImage revealed = restarted.entry(entry.id());
                there.apply(new Change.Revealed(entry.id(), revealed.position(), revealed.coordinates(), 0));
            }
        }
    }

    /// A restart makes an epoch and a command; nothing else may differ.
    private SpaceImage asSeenBefore(SpaceImage restarted) {
        restarted.apply(new Change.Started(image.epoch()));
        restarted.apply(new Change.Command(image.sequence(), image.time()));
        return restarted;
    }

    private static void expect(Object actual, Object expected, String what) {
        if (!actual.equals(expected)) {
            List<String> is = actual.toString().lines().toList();
            List<String> should = expected.toString().lines().toList();
            throw new AssertionError(what + " differs; it has\n" + without(is, should) + "\ninstead of\n" + without(should, is));
        }
    }

    private static String without(List<String> lines, List<String> others) {
        return String.join("\n", lines.stream().filter(line -> !others.contains(line)).toList());
    }

    @Override
    public void answered(long session, long number, long answerNumber, Answer answer) {
        answers.answered(session, number, answerNumber, answer);
    }

    @Override
    public void changed(Change change) {
        changes.add(change);
    }
}
