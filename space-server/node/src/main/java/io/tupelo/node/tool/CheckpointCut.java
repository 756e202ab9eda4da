package io.tupelo.node.tool;

import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointException;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.journal.JournalFiles;
import io.tupelo.runtime.SpaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Sets the checkpoints aside of what a cut takes out of the journal. First it is planned, which changes nothing, then carried out.
///
/// What is left has to be enough to open the space: a good checkpoint with which the journal goes on, or the journal from its
/// beginning.
///
/// @param checkpoints those of the folder
/// @param newer the sequences of those to set aside, the newest first
/// @param base the sequence of the newest good one that stays; 0 if none is needed
record CheckpointCut(CheckpointFiles checkpoints, List<Long> newer, long base) {
    /// Plans for a cut behind the record `after`.
    ///
    /// @throws IOException if nothing would be left from which the space can be opened
    static CheckpointCut plan(Path folder, long after) throws IOException {
        CheckpointFiles checkpoints = CheckpointFiles.in(folder);
        List<Long> newer = new ArrayList<>();
        long base = 0;
        for (long sequence : checkpoints.newestFirst()) {
            if (sequence > after) {
                newer.add(sequence);
            } else if (base == 0 && isGood(checkpoints, sequence)) {
                base = sequence;
            }
        }
        OptionalLong first = JournalFiles.in(folder).first();
        boolean needed = first.isPresent() ? first.getAsLong() > base + 1 : base == 0 || base < after;
        if (needed && !checkpoints.newestFirst().isEmpty()) {
            throw new IOException("the space could not be opened after a cut behind record " + after + ": "
                    + (first.isPresent() ? "the journal begins with " + first.getAsLong() : "the journal has no records")
                    + ", and what comes before is in no good checkpoint up to " + after + earliest(checkpoints, newer, first));
        }
        return new CheckpointCut(checkpoints, newer, base);
    }

    private static String earliest(CheckpointFiles checkpoints, List<Long> newer, OptionalLong first) throws IOException {
        for (long sequence : newer.reversed()) {
            if (first.orElse(sequence + 1) <= sequence + 1 && isGood(checkpoints, sequence)) {
                return ". The earliest record to cut behind is " + sequence;
            }
        }
        return "";
    }

    private static boolean isGood(CheckpointFiles checkpoints, long sequence) throws IOException {
        try (Checkpoint checkpoint = checkpoints.open(sequence)) {
            var _ = SpaceFiles.time(checkpoint);
            return true;
        } catch (CheckpointException.Damaged _) {
            return false;
        }
    }

    boolean isEmpty() {
        return newer.isEmpty();
    }

    /// Returns the files that are set aside, each with its name then.
    Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        for (long sequence : newer) {
            kept.put(
                    checkpoints.file(sequence).getFileName().toString(),
                    checkpoints.cutFile(sequence).getFileName().toString());
        }
        return kept;
    }

    /// Sets them aside, the newest first, each for good before the next one. Wherever a crash comes, what is left and the journal, which
    /// is whole still, can be opened.
    void carryOut() throws IOException {
        for (long sequence : newer) {
            checkpoints.cut(sequence);
        }
    }
}
