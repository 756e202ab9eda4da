package io.tupelo.kernel;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorDefect;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.tuple.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Shows the state as tables, and how a selection would be answered.
final class Inspecting {
    private final SpaceState space;
    private final Lookup lookup;
    private final Finder finder;

    Inspecting(SpaceState space, Lookup lookup, Finder finder) {
        this.space = space;
        this.lookup = lookup;
        this.finder = finder;
    }

    Answer inspect(Operation.Inspect inspect) {
        return switch (inspect.subject()) {
            case CONTAINERS -> containers();
            case WAITERS -> waiters();
            case TRANSACTIONS -> transactions();
            case CLAIMS -> claims();
            case SESSIONS -> sessions();
            case STATS -> stats();
            case SCANS -> scans();
        };
    }

    private Answer rows(List<String> columns, List<Tuple> rows) {
        return new Answer.Rows(space.receipt(), columns, rows);
    }

    private Answer containers() {
        List<Tuple> rows = new ArrayList<>();
        for (ContainerState container : space.containers.values()) {
            ContainerSpec spec = container.spec;
            List<String> coordinators = spec.coordinators().stream()
                    .map(use -> use.coordinator() + (use.obligatory() ? "" : "?"))
                    .toList();
            rows.add(Tuple.tuple(
                    spec.name(),
                    String.join(" ", coordinators),
                    container.entries.size(),
                    container.heldCount,
                    spec.bound() == Integer.MAX_VALUE ? null : (Object) spec.bound(),
                    container.waiters.all().size(),
                    spec.durability().name().toLowerCase(Locale.ROOT)));
        }
        return rows(List.of("container", "coordinators", "entries", "held", "bound", "waiters", "durability"), rows);
    }

    private Answer waiters() {
        List<Tuple> rows = new ArrayList<>();
        for (SessionState session : space.sessions.values()) {
            for (Waiter waiter : session.waitersByArrival()) {
                rows.add(Tuple.tuple(
                        session.id,
                        waiter.number,
                        waiter.description(),
                        Instant.ofEpochMilli(waiter.since),
                        waiter.deadline == 0 ? null : Instant.ofEpochMilli(waiter.deadline),
                        why(session, waiter)));
            }
        }
        return rows(List.of("session", "request", "operation", "since", "until", "why"), rows);
    }

    private String why(SessionState session, Waiter waiter) {
        if (!session.attached) {
            return "its session has no connection";
        }
        if (waiter.roomIn != null) {
            return "the container is full";
        }
        return waiter.locked ? "what matches is held" : "too few match";
    }

    private Answer transactions() {
        List<Tuple> rows = new ArrayList<>();
        for (TransactionState transaction : space.transactions.values()) {
            int written = transaction.pending.values().stream()
                    .mapToInt(pending -> pending.entries().size())
                    .sum();
            rows.add(Tuple.tuple(
                    transaction.id,
                    transaction.session == null ? 0 : transaction.session.id,
                    Instant.ofEpochMilli(transaction.deadline),
                    transaction.held.size(),
                    transaction.read.size(),
                    written));
        }
        return rows(List.of("transaction", "session", "until", "taken", "read", "written"), rows);
    }

    private Answer claims() {
        List<Tuple> rows = new ArrayList<>();
        for (ClaimState claim : space.claims.values()) {
            rows.add(Tuple.tuple(
                    claim.token,
                    claim.session,
                    claim.entries.getFirst().container.name(),
                    claim.entries.size(),
                    Instant.ofEpochMilli(claim.leaseEnd)));
        }
        return rows(List.of("token", "session", "container", "entries", "until"), rows);
    }

    private Answer sessions() {
        List<Tuple> rows = new ArrayList<>();
        for (SessionState session : space.sessions.values()) {
            rows.add(Tuple.tuple(
                    session.id,
                    session.isLocal() ? "local" : session.attached ? "connected" : "suspended",
                    session.leaseMillis,
                    session.waiters.size(),
                    session.transactions.size(),
                    session.watches.size(),
                    session.kept.size()));
        }
        return rows(
                List.of("session", "state", "lease ms", "waiters", "transactions", "watches", "unacknowledged"), rows);
    }

    private Answer stats() {
        SpaceState.Counters counters = space.counters;
        long entries = space.containers.values().stream()
                .mapToLong(container -> container.entries.size())
                .sum();
        return rows(
                List.of("name", "value"),
                List.of(
                        Tuple.tuple("sequence", space.sequence),
                        Tuple.tuple("containers", space.containers.size()),
                        Tuple.tuple("entries", entries),
                        Tuple.tuple("payload bytes", space.payloadBytes + space.coldBytes),
                        Tuple.tuple("payload bytes in memory", space.payloadBytes),
                        Tuple.tuple("operations", counters.operations),
                        Tuple.tuple("entries written", counters.written),
                        Tuple.tuple("entries taken", counters.taken),
                        Tuple.tuple("entries expired", counters.expired),
                        Tuple.tuple("operations that waited", counters.waited),
                        Tuple.tuple("takes undone", counters.undone),
                        Tuple.tuple("dead letters", counters.deadLettered),
                        Tuple.tuple("health", space.trouble.isEmpty() ? "ok" : space.trouble)));
    }

    private Answer scans() {
        List<Tuple> rows = new ArrayList<>();
        space.scans.forEach((selection, times) -> rows.add(Tuple.tuple(selection, times)));
        return rows(List.of("selection", "times"), rows);
    }

    Answer explain(Operation.Explain explain, @Nullable TransactionState own) {
        ContainerState container = lookup.container(explain.container());
        Selection selection = explain.selection();
        lookup.checkSelection(container, selection);
        Finder.Result result = finder.find(container, selection, own, true);
        List<Tuple> rows = new ArrayList<>();
        try {
            for (Selector selector : selection.selectors()) {
                Coordinator index = container.available()[container.slot(selector.coordinator())];
                rows.add(Tuple.tuple(
                        selector.toString(), index.explain(selector.argument()), index.estimate(selector.argument())));
            }
        } catch (CoordinatorDefect defect) {
            throw Refusal.of(defect);
        }
        rows.add(Tuple.tuple("result", result.name().toLowerCase(Locale.ROOT), finder.found().size()));
        rows.add(Tuple.tuple("looked at", null, finder.steps()));
        rows.add(Tuple.tuple("held", holders(container), finder.blocked()));
        return rows(List.of("step", "how", "entries"), rows);
    }

    private static @Nullable String holders(ContainerState container) {
        if (container.heldCount == 0) {
            return null;
        }
        Set<String> holders = new TreeSet<>();
        container.entries.iterator().forEachRemaining(entry -> {
            if (entry.status == Status.HELD) {
                holders.add(
                        switch (entry.holder) {
                            case TransactionState transaction -> "transaction " + transaction.id;
                            case ClaimState claim -> "claim " + claim.token;
                            case null, default -> "nobody";
                        });
            }
        });
        return "by " + String.join(", ", holders);
    }
}
