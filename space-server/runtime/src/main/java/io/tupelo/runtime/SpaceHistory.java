package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.EntryImage;
import io.tupelo.change.PastEvent;
import io.tupelo.change.SpaceImage;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.journal.JournalFiles;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has happened in containers, read from the journal for watches that resume: in one pass for all of them.
final class SpaceHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceHistory.class);
    /// More than that nobody waits for; the watch is told of a gap instead. Those who share a pass share it.
    private static final int EVENTS_MAX = 1_000_000;

    private final List<Part> parts;
    private final int eventsMax;

    private SpaceHistory(List<Wanted> wanted) {
        parts = wanted.stream().map(Part::new).toList();
        eventsMax = EVENTS_MAX / wanted.size();
    }

    /// What a watch wants to know: what happened in a container after `from`, and up to `until`.
    ///
    /// @param then what is to be done with it
    record Wanted(long container, Receipt from, Receipt until, Consumer<Found> then) {}

    /// What was found.
    ///
    /// @param isWhole whether it is all that happened
    record Found(List<PastEvent> events, boolean isWhole) {}

    private static final class Part {
        private final Wanted wanted;
        private final List<PastEvent> events = new ArrayList<>();
        private boolean isWhole = true;

        Part(Wanted wanted) {
            this.wanted = wanted;
        }
    }

    /// Reads what is wanted, and does what is to be done with it.
    ///
    /// @param wanted at least one
    /// @param safe the last record of the journal that may be looked at
    static void read(Path folder, List<Wanted> wanted, long safe) {
        SpaceHistory history = new SpaceHistory(wanted);
        try {
            history.read(folder, safe);
        } catch (IOException | RuntimeException unreadable) {
            LOG.error("a watch is told of a gap, since the journal in {} can't be read", folder, unreadable);
            wanted.forEach(each -> each.then.accept(new Found(List.of(), false)));
            return;
        }
        history.parts.forEach(part -> part.wanted.then.accept(new Found(part.events, part.isWhole)));
    }

    private void read(Path folder, long safe) throws IOException {
        try (SpaceFolder.State base = begin(folder)) {
            SpaceImage image = base.image();
            new Following(
                            base.sequence(),
                            (record, epoch) -> SpaceFolder.apply(record, epoch, change -> take(change, epoch, image)))
                    .read(folder, safe);
        }
    }

    /// Returns where to begin: the newest checkpoint that is not behind any `from`, or the beginning of the journal; if both are
    /// gone, the oldest one there is.
    private SpaceFolder.State begin(Path folder) throws IOException {
        CheckpointFiles files = CheckpointFiles.in(folder);
        Receipt from = parts.stream().map(part -> part.wanted.from).min(Comparator.naturalOrder()).orElseThrow();
        long oldest = 0;
        Receipt covered = new Receipt(0, 0, 0);
        for (long sequence : files.newestFirst()) {
            try {
                Checkpoint checkpoint = files.open(sequence);
                oldest = sequence;
                covered = covered(checkpoint);
                if (covered.compareTo(from) > 0) {
                    checkpoint.close();
                } else {
                    return SpaceFolder.State.of(checkpoint);
                }
            } catch (CheckpointException.Damaged damaged) {
                LOG.warn("a watch looks for an older checkpoint", damaged);
            }
        }
        if (JournalFiles.in(folder).first().orElse(0) <= 1) {
            return SpaceFolder.State.of(null);
        }
        for (Part part : parts) {
            part.isWhole = oldest > 0 && covered.compareTo(part.wanted.from) <= 0;
        }
        return SpaceFolder.State.of(oldest == 0 ? null : files.open(oldest));
    }

    /// Returns up to where a checkpoint has what happened: of a command that it has, all events.
    private static Receipt covered(Checkpoint checkpoint) throws IOException {
        try {
            SpaceImage own = SpaceFiles.own(checkpoint);
            return new Receipt(own.epoch(), own.sequence(), Integer.MAX_VALUE);
        } catch (IOException | RuntimeException unreadable) {
            checkpoint.close();
            throw unreadable;
        }
    }

    private void take(Change change, long epoch, SpaceImage image) {
        switch (change) {
            case Change.Removed removed -> add(removed.why(), image.entry(removed.id()), removed.index(), epoch, image);
            default -> {}
        }
        image.apply(change);
        switch (change) {
            case Change.Written written when written.entry().visibleAt() == 0 ->
                add(EventKind.WRITTEN, written.entry(), written.index(), epoch, image);
            case Change.Revealed revealed ->
                add(EventKind.WRITTEN, image.entry(revealed.id()), revealed.index(), epoch, image);
            case Change.Replaced replaced ->
                add(EventKind.CHANGED, image.entry(replaced.id()), replaced.index(), epoch, image);
            default -> {}
        }
    }

    private void add(EventKind kind, EntryImage entry, int index, long epoch, SpaceImage image) {
        Receipt receipt = new Receipt(epoch, image.sequence(), index);
        for (Part part : parts) {
            Wanted wanted = part.wanted;
            if (entry.container() == wanted.container && receipt.compareTo(wanted.from) > 0 && receipt.compareTo(wanted.until) <= 0) {
                add(part, new PastEvent(kind, receipt, entry));
            }
        }
    }

    private void add(Part part, PastEvent event) {
        if (part.events.size() == eventsMax) {
            part.events.clear();
            part.isWhole = false;
        }
        part.events.add(event);
    }
}
