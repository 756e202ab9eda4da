package io.tupelo.kernel;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Receipt;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that a space consists of. Its parts change it; [Kernel] alone hands it out.
final class SpaceState {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    final String name;
    final Limits limits;
    final Effects effects;
    /// Where the tuples of cold entries are; null if none ever is.
    final @Nullable Payloads payloads;
    final Timers timers = new Timers();
    final Map<String, ContainerState> containers = new LinkedHashMap<>();
    final Map<Long, SessionState> sessions = new TreeMap<>();
    final Map<Long, TransactionState> transactions = new TreeMap<>();
    final Map<Long, ClaimState> claims = new TreeMap<>();
    /// Who waits for a container to be created, by its name.
    final Map<String, WaiterTable.Line> containerWaiters = new TreeMap<>();
    /// Containers in which something has changed that someone may wait for.
    final ArrayDeque<ContainerState> unsettled = new ArrayDeque<>();
    /// The one of them whose waiters are being served just now.
    @Nullable ContainerState settling;
    /// Selections that no index answered, and how often.
    final Map<String, Long> scans = new LinkedHashMap<>();
    final Counters counters = new Counters();
    final Recording recording = new Recording(this);

    /// Why the space is not as it should be; empty if it is.
    String trouble = "";
    long now;
    final long epoch;
    long sequence;
    int effectIndex;
    /// The payload in memory.
    long payloadBytes;
    /// The payload of cold entries; what was given as their coordinates is in memory all the same.
    long coldBytes;
    /// The arrival of the waiter whose operation is tried just now; [Long#MAX_VALUE] for a new one.
    long trying = Long.MAX_VALUE;
    private long lastId;
    private long lastPosition;
    private long lastArrival;
    private long random;

    SpaceState(String name, Limits limits, long epoch, Effects effects, @Nullable Payloads payloads) {
        this.name = name;
        this.limits = limits;
        this.epoch = epoch;
        this.effects = effects;
        this.payloads = payloads;
        this.random = epoch;
    }

    /// Says whether others, who may have waited longer, have yet to be asked about what has changed in `container`.
    @SuppressWarnings("ReferenceEquality") // a container is itself only
    boolean isLeftForOthers(ContainerState container) {
        return trying != Long.MAX_VALUE && container.unsettled && container != settling;
    }

    /// What happened so far, in numbers.
    static final class Counters {
        long operations;
        long written;
        long taken;
        long expired;
        long waited;
        long undone;
        long deadLettered;
    }

    /// @throws Refusal with `OVERLOADED` if there is no room for so many bytes more
    void checkMemory(long bytes) {
        if (bytes > 0 && bytes > limits.memoryBytesMax() - payloadBytes) {
            throw new Refusal(
                    ErrorCode.OVERLOADED,
                    "the space is at its memory budget of " + limits.memoryBytesMax() + " bytes; take something or try later");
        }
    }

    /// Returns the time when so many milliseconds will have passed: the end of time, if that is beyond it.
    ///
    /// @throws Refusal with `INVALID_REQUEST` if they are negative
    long after(long millis) {
        if (millis < 0) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "a time can't be negative, but this is " + millis + " ms");
        }
        return millis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + millis;
    }

    long nextId() {
        lastId++;
        recording.reserve(lastId);
        return lastId;
    }

    /// No id up to this one is given away any more. Positions go along: a record has how far the two are apart.
    void reachedId(long id) {
        lastId = Math.max(lastId, id);
        reachedPosition(lastId);
    }

    /// No position up to this one is given to anything any more.
    void reachedPosition(long position) {
        lastPosition = Math.max(lastPosition, position);
    }

    long nextPosition() {
        return ++lastPosition;
    }

    long nextArrival() {
        return ++lastArrival;
    }

    /// Draws from the generator that is part of the state (SplitMix64).
    long nextRandom() {
        random += GOLDEN_GAMMA;
        long z = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    Receipt receipt() {
        return new Receipt(epoch, sequence, effectIndex++);
    }

    /// Answers a session's request; a remote session's answer is kept until its client has acknowledged it.
    void answer(SessionState session, long number, Answer answer, SessionState.@Nullable Undo undo) {
        session.answers++;
        if (!session.isLocal()) {
            boolean isRecorded = recording.isRecorded(session, answer);
            long bytes = Views.payloadBytes(answer);
            session.keep(new SessionState.Kept(session.answers, number, answer, bytes, undo, isRecorded));
            if (isRecorded) {
                recording.answered(session, number, answer, undo);
            }
        }
        effects.answered(session.id, number, session.answers, answer);
    }
}
