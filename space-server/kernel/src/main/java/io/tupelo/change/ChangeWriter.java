package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Receipt;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes changes as bytes, as docs/JOURNAL.md specifies. What one says of time, of sequence and of the indexes of events, it
/// says relative to the command before. Not thread-safe.
public final class ChangeWriter {
    private final ByteWriter out = new ByteWriter();
    private long epoch;
    private long sequence;
    private long time;
    private int nextIndex;
    private final WrittenIds writtenIds = new WrittenIds();

    /// Makes one that has written nothing.
    public ChangeWriter() {}

    /// Begins anew, in an epoch.
    public void begin(long inEpoch) {
        out.clear();
        out.one(ChangeKind.VERSION);
        epoch = inEpoch;
        sequence = 0;
        time = 0;
        nextIndex = 0;
        writtenIds.clear();
    }

    /// Returns what was written since it began; valid until more is.
    public ByteBuffer written() {
        return out.buffer();
    }

    /// Writes a change behind the others.
    public void write(Change change) {
        switch (change) {
            case Change.Command(long number, long at) -> {
                out.one(ChangeKind.COMMAND);
                out.number(number);
                out.number(at);
                sequence = number;
                time = at;
                nextIndex = 0;
                writtenIds.clear();
            }
            case Change.Started(long number) -> numbers(ChangeKind.STARTED, number);
            case Change.Reserved(long id) -> numbers(ChangeKind.RESERVED, id);
            case Change.ContainerCreated(long id, ContainerSpec spec) -> {
                numbers(ChangeKind.CONTAINER_CREATED, id);
                write(spec);
            }
            case Change.ContainerDropped(long id) -> numbers(ChangeKind.CONTAINER_DROPPED, id);
            case Change.Written(EntryImage entry, int index) -> {
                kind(ChangeKind.WRITTEN, index);
                write(entry);
                writtenIds.add(entry.id());
            }
            case Change.Revealed revealed -> {
                kind(ChangeKind.REVEALED, revealed.index());
                out.number(revealed.id());
                out.signed(revealed.position() - revealed.id());
                writeCoordinates(revealed.coordinates());
            }
            case Change.Replaced replaced -> write(replaced);
            case Change.Removed(long id, var why, int index) -> {
                kind(ChangeKind.removed(why), index);
                out.number(id);
            }
            case Change.Renewed(long id, long leaseEnd) -> {
                numbers(ChangeKind.RENEWED, id);
                end(leaseEnd);
            }
            case Change.Claimed _, Change.ClaimExtended _, Change.Returned _, Change.ClaimEnded _ -> writeOfClaims(change);
            case Change.SessionOpened(long id, long secret, long lease) -> {
                numbers(ChangeKind.SESSION_OPENED, id);
                out.eight(secret);
                out.number(lease);
            }
            case Change.SessionEnded(long id) -> numbers(ChangeKind.SESSION_ENDED, id);
            case Change.Answered answered -> write(answered);
            case Change.AnsweredNext next -> write(next);
            case Change.Acknowledged(long session, long answerNumber) -> {
                numbers(ChangeKind.ACKNOWLEDGED, session);
                out.number(answerNumber);
            }
        }
    }

    private void writeOfClaims(Change change) {
        switch (change) {
            case Change.Claimed claimed -> {
                numbers(ChangeKind.CLAIMED, claimed.token());
                out.number(claimed.session());
                end(claimed.leaseEnd());
                ids(claimed.entries());
            }
            case Change.ClaimExtended(long token, long leaseEnd) -> {
                numbers(ChangeKind.CLAIM_EXTENDED, token);
                end(leaseEnd);
            }
            case Change.Returned(long id, int deliveries, long visibleAt) -> {
                numbers(ChangeKind.RETURNED, id);
                out.number(deliveries);
                end(visibleAt);
            }
            case Change.ClaimEnded(long token) -> numbers(ChangeKind.CLAIM_ENDED, token);
            default -> throw new IllegalArgumentException("not about claims: " + change);
        }
    }

    /// Writes a claim as a checkpoint has it.
    public void write(ClaimImage claim) {
        numbers(ChangeKind.CLAIM, claim.token());
        out.number(claim.session());
        end(claim.leaseEnd());
    }

    /// Writes a session as a checkpoint has it.
    public void write(SessionImage session) {
        numbers(ChangeKind.SESSION, session.id());
        out.eight(session.secret());
        out.number(session.leaseMillis());
        out.number(session.lastNumber());
        out.number(session.answers());
        out.number(session.acknowledged());
        out.number(session.kept().size());
        session.kept().forEach((answerNumber, kept) -> {
            out.number(answerNumber);
            out.number(kept.number());
            write(kept.answer());
            out.number(kept.undo().size());
            kept.undo().forEach(this::write);
            out.number(kept.token());
        });
    }

    private void numbers(int kind, long first) {
        out.one(kind);
        out.number(first);
    }

    /// An index that isn't the next one is written.
    private void kind(int kind, int index) {
        if (index == nextIndex) {
            out.one(kind);
        } else {
            out.one(kind | ChangeKind.INDEX_FOLLOWS);
            out.number(index);
        }
        nextIndex = index + 1;
    }

    private void end(long millis) {
        out.bool(millis != 0);
        if (millis != 0) {
            out.signed(millis - time);
        }
    }

    private void ids(List<Long> ids) {
        out.number(ids.size());
        long last = 0;
        for (long id : ids) {
            out.signed(id - last);
            last = id;
        }
    }

    private void write(ContainerSpec spec) {
        out.text(spec.name());
        out.number(spec.coordinators().size());
        for (ContainerSpec.Use use : spec.coordinators()) {
            out.text(use.coordinator());
            out.bool(use.obligatory());
        }
        out.number(spec.bound());
        out.one(ChangeKind.of(spec.whenFull()));
        out.one(ChangeKind.rulesOf(spec));
        out.number(spec.deliveriesMax());
        out.bool(spec.deadLetters() != null);
        if (spec.deadLetters() != null) {
            out.text(spec.deadLetters());
        }
    }

    private void write(EntryImage entry) {
        out.one(EntryFlags.of(entry, time));
        out.number(entry.id());
        out.number(entry.container());
        out.signed(entry.position() - entry.id());
        if (entry.coordinates() != null) {
            writeCoordinates(entry.coordinates());
        }
        if (entry.writtenAt() != time) {
            out.signed(entry.writtenAt() - time);
        }
        if (entry.leaseEnd() != 0) {
            out.signed(entry.leaseEnd() - time);
        }
        if (entry.visibleAt() != 0) {
            out.signed(entry.visibleAt() - time);
        }
        if (entry.session() != 0) {
            out.number(entry.session());
        }
        if (EntryFlags.isSeasoned(entry)) {
            out.number(entry.version());
            out.number(entry.deliveries());
            out.number(entry.claim());
        }
        ValueCodec.write(out, entry.tuple());
    }

    private void writeCoordinates(@Nullable List<@Nullable Object> coordinates) {
        out.number(coordinates == null ? 0 : coordinates.size());
        if (coordinates != null) {
            coordinates.forEach(coordinate -> ValueCodec.write(out, coordinate));
        }
    }

    private void write(Change.Replaced replaced) {
        kind(ChangeKind.REPLACED, replaced.index());
        out.number(replaced.id());
        out.signed(replaced.position() - replaced.id());
        out.number(replaced.version());
        end(replaced.leaseEnd());
        writeCoordinates(replaced.coordinates());
        ValueCodec.write(out, replaced.tuple());
    }

    private void write(Change.Answered answered) {
        numbers(ChangeKind.ANSWERED, answered.session());
        out.number(answered.number());
        out.signed(answered.number() - answered.answerNumber());
        out.signed(answered.answerNumber() - answered.acknowledged());
        write(answered.outcome());
    }

    private void write(Change.AnsweredNext next) {
        boolean isTold = writtenIds.tell(next.outcome(), epoch, sequence, nextIndex);
        numbers(isTold ? ChangeKind.ANSWERED_WRITTEN : ChangeKind.ANSWERED_NEXT, next.session());
        out.number(next.unacknowledged());
        if (!isTold) {
            write(next.outcome());
        }
    }

    private void write(Change.Outcome outcome) {
        switch (outcome) {
            case Change.Outcome.Taken taken -> {
                out.one(AnswerKind.TAKEN);
                write(taken.receipt());
                ids(taken.entries());
                out.number(taken.choice());
                out.bool(taken.undo());
            }
            case Change.Outcome.Claimed claimed -> {
                out.one(AnswerKind.CLAIMED_NOW);
                write(claimed.receipt());
                out.number(claimed.token());
                ids(claimed.entries());
                out.bool(claimed.undo());
            }
            case Change.Outcome.Whole(Answer answer) -> write(answer);
        }
    }

    private void write(Receipt receipt) {
        out.signed(receipt.epoch() - epoch);
        out.signed(receipt.sequence() - sequence);
        out.number(receipt.index());
    }

    private void write(Answer answer) {
        out.one(AnswerKind.of(answer));
        write(answer.receipt());
        switch (answer) {
            case Answer.Done _, Answer.Empty _, Answer.Locked _, Answer.TimedOut _, Answer.Watching _ -> {}
            case Answer.Written written -> {
                ids(written.ids());
                out.number(written.version());
            }
            case Answer.Found found -> {
                out.number(found.choice());
                writeEntries(found.entries());
            }
            case Answer.Counted counted -> out.number(counted.count());
            case Answer.Claimed claimed -> {
                out.number(claimed.token());
                end(claimed.leaseEndMillis());
                writeEntries(claimed.entries());
            }
            case Answer.Begun begun -> out.number(begun.transaction());
            case Answer.Results results -> {
                out.number(results.answers().size());
                results.answers().forEach(this::write);
            }
            case Answer.Unmet unmet -> {
                out.number(unmet.index());
                out.bool(unmet.cause() != null);
                if (unmet.cause() != null) {
                    write(unmet.cause());
                }
            }
            case Answer.Returned returned -> ValueCodec.write(out, returned.result());
            case Answer.Failed failed -> {
                out.text(failed.code().name());
                out.text(failed.message());
            }
            case Answer.Described _, Answer.Rows _ ->
                throw new IllegalArgumentException("what changes something isn't answered with " + answer);
        }
    }

    private void writeEntries(List<Entry> entries) {
        out.number(entries.size());
        for (Entry entry : entries) {
            out.number(entry.id());
            out.number(entry.version());
            out.number(entry.coordinates().size());
            for (Selector coordinate : entry.coordinates()) {
                out.text(coordinate.coordinator());
                ValueCodec.write(out, coordinate.argument());
            }
            out.signed(entry.writtenAtMillis() - time);
            end(entry.leaseEndMillis());
            out.number(entry.deliveries());
            ValueCodec.write(out, entry.tuple());
        }
    }
}
