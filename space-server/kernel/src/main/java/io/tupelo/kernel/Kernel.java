package io.tupelo.kernel;

import io.tupelo.change.PastEvent;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Request;
import io.tupelo.tuple.InvalidTupleException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state machine of one space. Not thread-safe: whoever calls serializes the calls.
///
/// Each method that changes something is one command: it takes the time, gets the next sequence number, and tells the
/// [Effects] what follows, for this request and for all that it let end. Time never runs backwards: an earlier one than
/// the last counts as the last. What became due by then happens first, each as a command of its own.
public final class Kernel {
    /// The name of the container that every space has.
    public static final String DEFAULT_CONTAINER = "default";

    /// So many entries are looked at in one go: some ten microseconds.
    private static final int COOLED_AT_ONCE = 256;

    private final SpaceState space;
    private final Lookup lookup;
    private final Transacting transacting;
    private final Settling settling;
    private final Operations operations;
    private final Sessions sessions;
    private @Nullable Cooling cooling;

    /// Makes an empty space with its default container.
    ///
    /// @param name the space's name
    /// @param limits what it refuses to exceed
    /// @param epoch tells its receipts from those of others of that name, from 1; its random numbers start there, too
    /// @param effects who is told what follows
    public Kernel(String name, Limits limits, long epoch, Effects effects) {
        this(new SpaceState(name, limits, epoch, effects, null));
        createDefault();
    }

    /// Makes a space of what has outlived a process, and tells from now on what changes of that.
    /// Nobody is connected; transactions that were open are not, and requests that waited are to be sent again.
    ///
    /// @param image what there is; one in which nothing has happened for a new space
    /// @param epoch a greater one than every one before: see [SpaceImage#nextEpoch]
    /// @param now the time, in milliseconds since 1970
    /// @param graceMillis how long leases, claims and sessions last at least, so that who could renew them can come back
    public Kernel(
            String name, Limits limits, SpaceImage image, long epoch, long now, long graceMillis, Effects effects) {
        this(name, limits, image, epoch, now, graceMillis, effects, null);
    }

    /// Makes one that need not keep all tuples in memory.
    ///
    /// @param payloads has those of the entries that are [SpaceImage#isKept]; null if all are kept in memory
    public Kernel(
            String name,
            Limits limits,
            SpaceImage image,
            long epoch,
            long now,
            long graceMillis,
            Effects effects,
            @Nullable Payloads payloads) {
        this(new SpaceState(name, limits, epoch, effects, payloads));
        long reached = Math.max(now, image.time());
        space.now = image.time();
        space.sequence = image.sequence();
        Loading loading = new Loading(space, lookup, transacting, image, reached, graceMillis);
        loading.load();
        space.reachedId(image.reservedBy(reached));
        space.recording.resume(image);
        nextCommand();
        space.recording.started();
        loading.tellGrace();
        if (image.containers().isEmpty()) {
            createDefault();
        }
        loading.orphans().forEach(sessions::endEphemeral);
        advance(reached);
    }

    private Kernel(SpaceState space) {
        this.space = space;
        lookup = new Lookup(space);
        transacting = new Transacting(space);
        settling = new Settling(space, lookup, this::deliver, this::retry);
        operations = new Operations(space, lookup, transacting, settling);
        sessions = new Sessions(space, operations, transacting, settling);
    }

    private void createDefault() {
        lookup.create(ContainerSpec.named(DEFAULT_CONTAINER).with("linda").with("fifo"));
    }

    /// Returns the payload that is in memory, in bytes.
    public long residentBytes() {
        return space.payloadBytes;
    }

    /// Returns the payload of the entries whose tuples are not in memory, in bytes.
    public long coldBytes() {
        return space.coldBytes;
    }

    /// Begins to let go of tuples in memory beyond the budget, which [#cool()] does. From now on the payloads have what entries
    /// were when the command `upTo` had been applied.
    public void beginCooling(long upTo) {
        cooling = space.payloads == null ? null : new Cooling(space, space.payloads, upTo);
    }

    /// Goes on with what [#beginCooling] has begun, for a short while: nobody who reads or takes is to wait long.
    ///
    /// @return whether there is more to do
    public boolean cool() {
        boolean more = cooling != null && cooling.step(COOLED_AT_ONCE);
        cooling = more ? cooling : null;
        return more;
    }

    /// Returns what would outlive this process, if it ended now and its changes were kept.
    public SpaceImage image() {
        return space.recording.image();
    }

    /// Opens a session and returns its number.
    ///
    /// @param secret what a client that resumes it has to know
    /// @param leaseMillis how long it lives without a connection; 0 for a session in this process, whose answers are
    ///     not kept
    public long open(long secret, long leaseMillis, long now) {
        begin(now);
        return sessions.open(secret, leaseMillis).id;
    }

    /// Says whether there is such a session, and `secret` is its secret.
    public boolean isOpen(long session, long secret) {
        SessionState state = space.sessions.get(session);
        return state != null && state.secret == secret;
    }

    /// Returns the highest number of a request that session has sent to this process; after a restart it sends those again
    /// that are not answered.
    public long lastNumber(long session) {
        SessionState state = space.sessions.get(session);
        return state == null ? 0 : state.lastNumber;
    }

    /// A client is connected again and has received the answers up to `received`: the later ones are given again.
    public void attach(long session, long received, long now) {
        begin(now);
        SessionState state = space.sessions.get(session);
        if (state != null) {
            sessions.attach(state, received);
            settling.settle();
        }
    }

    /// A client's connection is gone: its waiters are suspended, and its lease runs.
    public void detach(long session, long now) {
        begin(now);
        SessionState state = space.sessions.get(session);
        if (state != null) {
            sessions.detach(state);
            settling.settle();
        }
    }

    /// A client has received the answers up to `answerNumber`. Not a command: it changes nothing that others can see.
    ///
    /// @param follows whether requests of that session follow at once, which record it
    public void acknowledge(long session, long answerNumber, boolean follows) {
        SessionState state = space.sessions.get(session);
        if (state != null) {
            Sessions.acknowledge(state, answerNumber);
            if (!follows) {
                space.recording.acknowledged(state);
            }
        }
    }

    /// Ends a session, and with it its waits, transactions and ephemeral entries.
    public void close(long session, String why, long now) {
        begin(now);
        SessionState state = space.sessions.get(session);
        if (state != null) {
            sessions.end(state, why);
            settling.settle();
        }
    }

    /// Lets happen what is due by `now`.
    public void tick(long now) {
        advance(now);
    }

    /// Returns when something is due next, in milliseconds since 1970; [Long#MAX_VALUE] if nothing is.
    public long nextDue() {
        return space.timers.nextDue();
    }

    /// Applies request `number` of a session. One that was applied before is not applied again: its answer, if it is
    /// still kept, is given again.
    public void submit(long session, long number, Request request, long now) {
        SessionState state = accept(session, number, now);
        if (state != null) {
            apply(state, number, request);
            space.recording.acknowledged(state);
            settling.settle();
        }
    }

    /// Answers request `number` of a session with a failure instead of applying it. One that was answered before is given
    /// the same answer again.
    public void refuse(long session, long number, ErrorCode code, String sentence, long now) {
        SessionState state = accept(session, number, now);
        if (state != null) {
            space.answer(state, number, new Answer.Failed(space.receipt(), code, sentence), null);
        }
    }

    /// Begins the command of a request. Returns its session, or null if there is nothing left to do.
    private @Nullable SessionState accept(long session, long number, long now) {
        begin(now);
        SessionState state = space.sessions.get(session);
        if (state == null) {
            space.effects.ended(session, "the session is not open");
            return null;
        }
        if (!state.isLocal() && isRepeated(state, number)) {
            return null;
        }
        if (state.kept.size() / 2 >= space.limits.answersKeptMax()) {
            // Refusals are kept as well, so refusing alone would not bound them.
            sessions.end(state, "the session has not acknowledged its answers");
            settling.settle();
            return null;
        }
        state.lastNumber = number;
        space.counters.operations++;
        return state;
    }

    private boolean isRepeated(SessionState session, long number) {
        if (number > Math.max(session.lastNumber, session.recordedNumber)) {
            return false;
        }
        boolean isKept = false;
        for (SessionState.Kept kept : session.kept) {
            if (kept.number() == number) {
                isKept = true;
                space.effects.answered(session.id, number, kept.answerNumber(), kept.answer());
            }
        }
        // One that was sent before a restart and is not answered was not applied, or changes nothing.
        return isKept || number <= session.lastNumber;
    }

    private void apply(SessionState session, long number, Request request) {
        Answer answer;
        SessionState waiting = request.replyTo() == null ? session : house();
        try {
            checkAcknowledged(session);
            checkReplyTo(request);
            answer = attempt(new Call(session, number, request, transactionOf(session, request)));
            if (answer == null) {
                return;
            }
            if (Settling.waits(answer, request.operation())) {
                long waitNumber = waiting == session ? number : space.nextId();
                settling.enroll(new Waiter(space.nextArrival(), waiting, waitNumber, request, space.now), answer);
                if (waiting != session) {
                    space.answer(session, number, new Answer.Done(space.receipt()), null);
                }
                return;
            }
        } catch (Refusal refused) {
            answer = new Answer.Failed(space.receipt(), refused.code(), refused.sentence());
        }
        if (waiting == session || answer instanceof Answer.Failed) {
            deliver(session, number, request, answer);
            return;
        }
        // Behind the entry, since it is recorded if that is: a request whose answer is there is not run again.
        Answer done = new Answer.Done(space.receipt());
        deliver(session, number, request, answer);
        space.answer(session, number, done, null);
    }

    private void checkAcknowledged(SessionState session) {
        if (session.kept.size() >= space.limits.answersKeptMax()
                || session.keptBytes >= space.limits.answersKeptBytesMax()) {
            throw new Refusal(
                    ErrorCode.OVERLOADED,
                    "the session has not acknowledged " + session.kept.size() + " answers with " + session.keptBytes
                            + " bytes");
        }
    }

    /// The session whose waiters belong to nobody: those whose answers are written as entries.
    private SessionState house() {
        return space.sessions.computeIfAbsent(0L, id -> new SessionState(id, 0, 0));
    }

    private @Nullable TransactionState transactionOf(SessionState session, Request request) {
        return request.transaction() == 0 ? null : lookup.transaction(request.transaction(), session);
    }

    private void checkReplyTo(Request request) {
        Request.ReplyTo replyTo = request.replyTo();
        if (replyTo != null) {
            if (request.transaction() != 0) {
                throw new Refusal(ErrorCode.INVALID_REQUEST, "an answer within a transaction can't be written away");
            }
            ContainerState container = lookup.container(replyTo.container());
            operations.writing().check(container, Replies.draft(replyTo, new Answer.Done(space.receipt())), null);
        }
    }

    private @Nullable Answer attempt(Call call) {
        try {
            return operations.apply(call);
        } catch (InvalidSelectionException wrong) {
            throw new Refusal(ErrorCode.INVALID_SELECTION, String.valueOf(wrong.getMessage()));
        } catch (InvalidTupleException wrong) {
            throw new Refusal(ErrorCode.INVALID_TUPLE, String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable Answer retry(Waiter waiter) {
        space.recording.mark();
        space.trying = waiter.arrival;
        try {
            return attempt(new Call(
                    waiter.session, waiter.number, waiter.request, transactionOf(waiter.session, waiter.request)));
        } catch (Refusal refused) {
            return new Answer.Failed(space.receipt(), refused.code(), refused.sentence());
        } finally {
            space.trying = Long.MAX_VALUE;
        }
    }

    private void deliver(SessionState session, long number, Request request, Answer answer) {
        Request.ReplyTo replyTo = request.replyTo();
        if (replyTo == null || (answer instanceof Answer.Failed && session.id != 0)) {
            space.answer(session, number, answer, undo(session, request, answer));
            return;
        }
        ContainerState container = space.containers.get(replyTo.container());
        Draft draft = Replies.draft(replyTo, answer);
        SessionState house = house();
        try {
            if (container == null) {
                throw new Refusal(ErrorCode.UNKNOWN_CONTAINER, replyTo.container());
            }
            operations.writing().add(container, draft, operations.writing().check(container, draft, null), null, house);
        } catch (Refusal refused) {
            ContainerState lost = lookup.deadLetters(
                    ContainerSpec.deadLettersOf(replyTo.container()),
                    container == null ? Durability.LOCAL : container.spec.durability());
            lost.publish(new StoredEntry(lost, space.nextId(), draft.tuple(), space.now));
        }
    }

    private SessionState.@Nullable Undo undo(SessionState session, Request request, Answer answer) {
        return session.isLocal() || request.atMostOnce() || request.transaction() != 0
                ? null
                : Replies.undo(answer, operations.taken());
    }

    /// Gives what [Effects#history] asked for.
    ///
    /// @param isWhole whether that is all that happened
    public void history(long session, long number, List<PastEvent> events, boolean isWhole) {
        SessionState state = space.sessions.get(session);
        WatchState watch = state == null ? null : state.watches.get(number);
        if (watch != null) {
            watch.container().events.resume(watch, events, isWhole);
        }
    }

    /// Gives the result of a procedure that [Effects#run] asked for.
    public void finish(long session, long number, Answer answer, long now) {
        begin(now);
        SessionState state = space.sessions.get(session);
        if (state != null && state.running.remove(number)) {
            space.answer(state, number, answer, null);
        }
        settling.settle();
    }

    /// Has the statistics say why the space is not as it should be.
    public void report(String trouble) {
        space.trouble = trouble;
    }

    /// Returns a receipt for what happens now.
    public io.tupelo.operation.Receipt receipt() {
        return space.receipt();
    }

    private void begin(long now) {
        advance(now);
        nextCommand();
    }

    private void nextCommand() {
        space.sequence++;
        space.effectIndex = 0;
        space.recording.mark();
    }

    private void advance(long now) {
        long reached = Math.max(now, space.now);
        for (long due = space.timers.nextDue(); due <= reached; due = space.timers.nextDue()) {
            space.now = Math.max(space.now, due);
            Timed target = space.timers.pollDue(reached);
            if (target != null) {
                nextCommand();
                due(target);
                settling.settle();
            }
        }
        space.now = reached;
    }

    private void due(Timed target) {
        switch (target) {
            case Waiter waiter -> settling.deadline(waiter);
            case ClaimState claim -> operations.claiming().release(claim, 0);
            case TransactionState transaction -> operations.abort(transaction);
            case SessionState session -> sessions.end(session, "its lease ended");
            case StoredEntry entry -> due(entry);
        }
    }

    private void due(StoredEntry entry) {
        entry.timer = null;
        switch (entry.status) {
            case DELAYED -> {
                if (entry.leaseEnd != 0 && entry.leaseEnd <= space.now) {
                    transacting.expire(entry);
                } else {
                    entry.container.reveal(entry);
                    transacting.watchTime(entry);
                }
            }
            case AVAILABLE -> transacting.expire(entry);
            case HELD, PENDING, GONE -> {}
        }
    }

    /// Checks the invariants of the whole state; for tests, at a cost linear in its size.
    ///
    /// @throws IllegalStateException naming the first that does not hold
    public void checkInvariants() {
        Invariants.check(space, operations::couldServe);
    }
}
