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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has happened in a container, read from the journal for a watch that resumes.
final class SpaceHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceHistory.class);
    /// More than that nobody waits for; the watch is told of a gap instead.
    private static final int EVENTS_MAX = 1_000_000;

    private final long container;
    private final Receipt from;
    private final Receipt until;
    private final List<PastEvent> events = new ArrayList<>();
    private boolean isWhole = true;

    private SpaceHistory(long container, Receipt from, Receipt until) {
        this.container = container;
        this.from = from;
        this.until = until;
    }

    /// What was found.
    ///
    /// @param isWhole whether it is all that happened
    record Found(List<PastEvent> events, boolean isWhole) {}

    /// Reads what happened in a container after `from`, and up to `until`.
    ///
    /// @param safe the last record of the journal that may be looked at
    static Found read(Path folder, long container, Receipt from, Receipt until, long safe) {
        SpaceHistory history = new SpaceHistory(container, from, until);
        try {
            history.read(folder, safe);
        } catch (IOException | RuntimeException unreadable) {
            LOG.error("a watch is told of a gap, since the journal in {} can't be read", folder, unreadable);
            return new Found(List.of(), false);
        }
        return new Found(history.events, history.isWhole);
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

    /// Returns where to begin: the newest checkpoint that is not behind `from`, or the beginning of the journal; if both are
    /// gone, the oldest one there is.
    private SpaceFolder.State begin(Path folder) throws IOException {
        CheckpointFiles files = CheckpointFiles.in(folder);
        long oldest = 0;
        for (long sequence : files.newestFirst()) {
            try {
                Checkpoint checkpoint = files.open(sequence);
                oldest = sequence;
                if (isBehind(checkpoint)) {
                    checkpoint.close();
                } else {
                    return SpaceFolder.State.of(checkpoint);
                }
            } catch (CheckpointException.Damaged damaged) {
                LOG.warn("a watch looks for an older checkpoint", damaged);
            }
        }
        isWhole = JournalFiles.in(folder).first().orElse(0) <= 1;
        return SpaceFolder.State.of(isWhole || oldest == 0 ? null : files.open(oldest));
    }

    /// Says whether it has more than happened up to `from`: of a command that it has, some events may be behind that.
    private boolean isBehind(Checkpoint checkpoint) throws IOException {
        try {
            SpaceImage own = SpaceFiles.own(checkpoint);
            return new Receipt(own.epoch(), own.sequence(), Integer.MAX_VALUE).compareTo(from) > 0;
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
        if (entry.container() != container || receipt.compareTo(from) <= 0 || receipt.compareTo(until) > 0) {
            return;
        }
        if (events.size() == EVENTS_MAX) {
            events.clear();
            isWhole = false;
        }
        events.add(new PastEvent(kind, receipt, entry));
    }
}
