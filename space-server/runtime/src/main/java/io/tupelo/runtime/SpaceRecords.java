package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeReader;
import io.tupelo.change.SpaceImage;
import io.tupelo.change.UnreadableException;
import io.tupelo.journal.JournalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says what the records of a space's journal mean, one after the other; and what the items of its checkpoints do.
///
/// A large record of changes is cut into several of the journal: these are joined here. Not thread-safe.
public final class SpaceRecords {
    private final RecordPieces.Joiner joiner = new RecordPieces.Joiner(this::whole);
    private @Nullable List<Change> changes;
    private long piecesIn;
    private int pieces;
    /// Whether the beginning of the record that is being joined is known.
    private boolean known;

    /// What a record of the journal is.
    public sealed interface Meaning {
        /// Changes, which are complete with this record.
        ///
        /// @param changes what has changed, in this order
        /// @param pieces of how many records of the journal they were joined
        record Changes(List<Change> changes, int pieces) implements Meaning {
            /// Copies the list.
            public Changes {
                changes = List.copyOf(changes);
            }
        }

        /// A piece, behind which more follow.
        ///
        /// @param number which one, from 1; 0 if it isn't known, since the first was not read
        record Piece(int number) implements Meaning {}

        /// The last piece of a record whose first was not read.
        record LastPiece() implements Meaning {}
    }

    /// Reads the records from one on.
    ///
    /// @param first whether that is the first of the journal, or follows one with which changes were complete: otherwise pieces count
    ///     only once those of which the first was not read are over
    public SpaceRecords(boolean first) {
        known = first;
    }

    /// Takes the next record, and says what it is. Its payload is as it was afterwards.
    ///
    /// @throws IOException if it can't be understood
    public Meaning next(JournalRecord record) throws IOException {
        ByteBuffer payload = record.payload().duplicate();
        if (pieces > 0 && record.epoch() != piecesIn) {
            // Those before were never completed.
            pieces = 0;
            known = true;
        }
        piecesIn = record.epoch();
        boolean piece = RecordPieces.isPiece(payload);
        boolean last = piece && RecordPieces.isLast(payload);
        boolean wasKnown = known || !piece;
        int number = piece ? pieces + 1 : 1;
        pieces = piece && !last ? number : 0;
        known = wasKnown || last;
        if (!wasKnown) {
            return last ? new Meaning.LastPiece() : new Meaning.Piece(0);
        }
        changes = null;
        joiner.record(record.sequence(), record.epoch(), payload);
        List<Change> complete = changes;
        return complete == null ? new Meaning.Piece(number) : new Meaning.Changes(complete, number);
    }

    private void whole(ByteBuffer record, long epoch) throws IOException {
        List<Change> read = new ArrayList<>();
        SpaceFolder.apply(record, epoch, read::add);
        changes = read;
    }

    /// Returns what an item of a checkpoint has: an image with that alone.
    ///
    /// @throws IOException if it can't be understood
    public static SpaceImage item(ByteBuffer value) throws IOException {
        try {
            SpaceImage image = new SpaceImage();
            ChangeReader.read(value.duplicate(), image);
            return image;
        } catch (UnreadableException | IllegalStateException wrong) {
            throw new IOException("the item can't be understood: " + wrong.getMessage(), wrong);
        }
    }
}
