package io.tupelo.runtime;

import io.tupelo.change.ChangeReader;
import io.tupelo.change.EntryImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.ColdValues;
import io.tupelo.kernel.Payloads;
import io.tupelo.tuple.Tuple;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The tuples of cold entries, read from the checkpoint that is in use. All under the space's lock, so whoever reads one back from
/// the disk holds up everybody for that long.
///
/// Two generations of checkpoints are kept, and this one is the newest or, until the newest has taken its place, the one before it.
/// If that fails twice, its file may be deleted while it is in use: what is open can be read until it is closed.
final class ColdPayloads implements Payloads, Closeable {
    /// The part of the budget that may be taken once more by what is read again and again.
    private static final int CACHED_PART = 8;

    private final long residentBytesMax;
    private @Nullable Checkpoint checkpoint;
    private @Nullable ColdValues values;

    /// @param checkpoint the one that is in use at first, which is taken over; null if nothing is cold yet
    ColdPayloads(long residentBytesMax, @Nullable Checkpoint checkpoint) {
        this.residentBytesMax = residentBytesMax;
        use(checkpoint);
    }

    private void use(@Nullable Checkpoint newest) {
        checkpoint = newest;
        values = newest == null ? null : new ColdValues(newest, residentBytesMax / CACHED_PART);
    }

    /// Reads from a newer checkpoint from now on, which is taken over. It has each cold entry as well: none of them has changed.
    ///
    /// @param newer null if nothing is cold
    void swap(@Nullable Checkpoint newer) {
        close();
        use(newer);
    }

    @Override
    public long residentBytesMax() {
        return residentBytesMax;
    }

    @Override
    public Tuple read(long id, long version) {
        try {
            byte[] value = values == null ? null : values.get(id);
            EntryImage entry = value == null ? null : ChangeReader.entry(ByteBuffer.wrap(value));
            if (entry == null || entry.id() != id || entry.version() != version) {
                String there = entry == null ? "nothing" : "version " + entry.version() + " of entry " + entry.id();
                throw new IOException("checkpoint " + checkpoint + " has " + there + " where version " + version + " of entry "
                        + id + " should be");
            }
            return entry.tuple();
        } catch (UnreadableException wrong) {
            throw new IllegalStateException(
                    "checkpoint " + checkpoint + " can't be understood at entry " + id + ": " + wrong.getMessage(), wrong);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /// Lets go of the checkpoint; nothing can be read any more then.
    @Override
    public void close() {
        if (checkpoint != null) {
            checkpoint.close();
        }
    }
}
