package io.tupelo.kernel;

import io.tupelo.operation.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client's identity across reconnects: what it waits for, has open, and has not acknowledged.
final class SessionState implements Timed {
    /// An answer that its client has not acknowledged.
    ///
    /// @param bytes about the payload it carries
    /// @param undo what brings back what the answer took away, if it never arrives; null where there is nothing
    /// @param isRecorded whether it is there after a restart; otherwise its request changes nothing, and is asked again
    record Kept(
            long answerNumber, long number, Answer answer, long bytes, @Nullable Undo undo, boolean isRecorded) {}

    /// Brings back what an answer took away.
    ///
    /// @param taken entries to put back; empty for a claim
    /// @param token a claim to release; 0 for none
    record Undo(List<StoredEntry> taken, long token) {}

    final long id;
    final long secret;
    /// How long it lives without a connection, in milliseconds; 0 for a session of this process, which needs none.
    final long leaseMillis;
    boolean attached = true;
    long lastNumber;
    long answers;
    long acknowledged;
    /// What the recorded changes say of it.
    long recordedNumber;
    long recordedAnswer;
    long recordedAcknowledged;
    final ArrayDeque<Kept> kept = new ArrayDeque<>();
    /// What the kept answers carry together.
    long keptBytes;
    /// By the number of the request.
    final Map<Long, Waiter> waiters = new HashMap<>();
    final Map<Long, WatchState> watches = new TreeMap<>();
    final Map<Long, TransactionState> transactions = new TreeMap<>();
    final Set<StoredEntry> ephemeral = new LinkedHashSet<>();
    final Set<Long> running = new HashSet<>();
    Timers.@Nullable Timer timer;

    SessionState(long id, long secret, long leaseMillis) {
        this.id = id;
        this.secret = secret;
        this.leaseMillis = leaseMillis;
    }

    List<Waiter> waitersByArrival() {
        List<Waiter> sorted = new ArrayList<>(waiters.values());
        sorted.sort(Comparator.comparingLong(waiter -> waiter.arrival));
        return sorted;
    }

    void keep(Kept answer) {
        kept.add(answer);
        keptBytes += answer.bytes();
    }

    boolean isLocal() {
        return leaseMillis == 0;
    }
}
