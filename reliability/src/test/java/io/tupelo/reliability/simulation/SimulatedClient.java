package io.tupelo.reliability.simulation;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a client knows of its session. One of this process has no lease, and ends with it.
final class SimulatedClient {
    final boolean isLocal;
    long session;
    /// Counts its connections: what was sent over an earlier one doesn't arrive.
    long connection;
    boolean attached;
    long number;
    /// The highest answer that has arrived.
    long received;
    long acknowledged;
    final TreeMap<Long, Request> unanswered = new TreeMap<>();
    /// By the numbers of the answers: those that it has not acknowledged.
    final TreeMap<Long, Received> answers = new TreeMap<>();
    final List<Long> transactions = new ArrayList<>();

    /// An answer that has arrived.
    record Received(long number, Request request, Answer answer) {}

    SimulatedClient(boolean isLocal) {
        this.isLocal = isLocal;
    }

    void opened(long id) {
        session = id;
        connection++;
        attached = true;
        number = 0;
        received = 0;
        acknowledged = 0;
        unanswered.clear();
        answers.clear();
        transactions.clear();
    }

    void disconnected() {
        connection++;
        attached = false;
    }

    void acknowledge() {
        acknowledged = received;
        answers.headMap(acknowledged, true).clear();
    }

    Map<Long, Received> unacknowledged() {
        return answers;
    }
}
