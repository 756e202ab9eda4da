package io.tupelo.reliability.restart;

import io.tupelo.change.EntryImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.kernel.Payloads;
import io.tupelo.tuple.Tuple;
import java.util.HashMap;
import java.util.Map;

/// The tuples of a state that was saved, as a checkpoint has them: those of later states it doesn't know. Nothing may stay in
/// memory.
final class SavedPayloads implements Payloads {
    private Map<Long, EntryImage> saving = Map.of();
    private long savingUpTo;
    private Map<Long, EntryImage> saved = Map.of();
    private long reads;

    /// Begins to save a state; time will pass until it can be read.
    void beginSaving(SpaceImage image) {
        saving = new HashMap<>();
        image.entries().forEach(entry -> saving.put(entry.id(), entry));
        savingUpTo = image.sequence();
    }

    /// Has those of the state that was saved from now on, and no others.
    ///
    /// @return the last command that this state knows
    long endSaving() {
        saved = saving;
        return savingUpTo;
    }

    /// Returns how often one was read.
    long reads() {
        return reads;
    }

    @Override
    public Tuple read(long id, long version) {
        reads++;
        EntryImage entry = saved.get(id);
        if (entry == null || entry.version() != version) {
            throw new IllegalStateException("version " + version + " of entry " + id + " was never saved");
        }
        return entry.tuple();
    }

    @Override
    public long residentBytesMax() {
        return 0;
    }
}
