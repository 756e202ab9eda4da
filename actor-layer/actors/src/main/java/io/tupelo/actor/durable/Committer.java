package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.dispatch.Dispatcher;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.space.Batch;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes steps safe: all that have come while a batch was on its way are the next one. Thread-safe.
///
/// If a batch isn't applied, who stands against it loses this step and those after it; the others are tried again without it.
final class Committer {
    private static final int STEPS_MAX = 1_000;

    private final Space space;
    private final Dispatcher dispatcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Commit> pending = new ArrayDeque<>();
    private boolean underWay;
    /// How many of the first ones go one by one, since together they failed.
    private int alone;

    Committer(Space space, Dispatcher dispatcher) {
        this.space = space;
        this.dispatcher = dispatcher;
    }

    /// The steps of one actor in a batch, of which the last state counts.
    private static final class Group {
        private final Activation<?, ?> activation;
        private int taken;
        private @Nullable Operation state;
        private final List<Operation> writes = new ArrayList<>();

        Group(Activation<?, ?> activation) {
            this.activation = activation;
        }

        void add(Commit commit) {
            taken += commit.taken();
            state = commit.state() == null ? state : commit.state();
            writes.addAll(commit.writes());
        }

        List<Operation> operations() {
            List<Operation> all = new ArrayList<>(writes.size() + 2);
            if (taken > 0) {
                all.add(new Operation.Get(Pick.DELETE, Names.MAIL, label(activation.address()).count(taken), Wait.NOW));
            }
            if (state != null) {
                all.add(state);
            }
            all.addAll(writes);
            return all;
        }
    }

    /// Adds a step; a later one of the same activation takes effect after it, or not at all. It is made safe behind this turn, with the
    /// others of the turn.
    void add(Commit commit) {
        boolean lost;
        boolean begins = false;
        lock.lock();
        try {
            lost = commit.activation().isLost();
            if (!lost) {
                pending.add(commit);
                begins = !underWay;
                underWay = true;
            }
        } finally {
            lock.unlock();
        }
        if (lost) {
            commit.otherwise().accept(null);
        } else if (begins) {
            dispatcher.execute(this::begin, false);
        }
    }

    private void begin() {
        goOn(List.of());
    }

    /// Returns what is to be made safe now; nothing if there is nothing. Under the lock.
    private List<Commit> next() {
        underWay = !pending.isEmpty();
        if (!underWay) {
            return List.of();
        }
        int most = alone > 0 ? 1 : STEPS_MAX;
        alone = Math.max(0, alone - 1);
        List<Commit> batch = new ArrayList<>(Math.min(most, pending.size()));
        while (batch.size() < most && !pending.isEmpty()) {
            batch.add(pending.removeFirst());
        }
        return batch;
    }

    private void run(List<Commit> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Map<Activation<?, ?>, Group> groups = new LinkedHashMap<>();
        for (Commit commit : batch) {
            groups.computeIfAbsent(commit.activation(), Group::new).add(commit);
        }
        List<Shard> shards = groups.keySet().stream().map(Activation::shard).distinct().toList();
        List<Activation<?, ?>> owners = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Group group : groups.values()) {
            for (Operation operation : group.operations()) {
                operations.add(operation);
                owners.add(group.activation);
            }
        }
        Batch all = space.batch();
        shards.forEach(shard -> all.requireVersion(Names.SHARDS, shard.fence(), 1));
        operations.forEach(all::add);
        var running = dispatcher.isSpare() ? all.runHelping() : all.runAsync();
        var _ = running.whenComplete((outcome, failure) ->
                dispatcher.execute(() -> ended(batch, shards, owners, outcome, failure), false));
    }

    private void ended(
            List<Commit> batch,
            List<Shard> shards,
            List<Activation<?, ?>> owners,
            @Nullable BatchOutcome outcome,
            @Nullable Throwable failure) {
        if (outcome instanceof BatchOutcome.Applied) {
            batch.forEach(commit -> commit.then().run());
            goOn(List.of());
        } else if (outcome instanceof BatchOutcome.Unmet(int index, var cause, var _) && index < shards.size()) {
            Shard shard = shards.get(index);
            shard.lose();
            lose(batch, activation -> activation.shard() == shard, "its shard is another host's now", null);
        } else if (outcome instanceof BatchOutcome.Unmet(int index, var cause, var _)) {
            Activation<?, ?> owner = owners.get(index - shards.size());
            lose(batch, activation -> activation == owner, "its mail isn't what it was: " + cause, null);
        } else if (!(failure instanceof SpaceException known) || known.outcome() == ErrorCode.Outcome.UNKNOWN) {
            String because = "whether its step took effect isn't known: " + failure;
            lose(batch, owners(batch)::contains, because, because);
        } else if (batch.size() > 1) {
            lock.lock();
            try {
                alone = batch.size();
            } finally {
                lock.unlock();
            }
            goOn(batch);
        } else {
            Commit refused = batch.getFirst();
            Activation<?, ?> owner = refused.activation();
            Long mail = refused.mail();
            if (mail != null && failure instanceof SpaceException why && isTheStepsFault(why.code())) {
                owner.shard().refuse(owner.address(), mail, String.valueOf(why.getMessage()));
            }
            String because = "its step could not be written: " + failure;
            lose(batch, activation -> activation == owner, because, because);
        }
    }

    private static Set<Activation<?, ?>> owners(List<Commit> batch) {
        return batch.stream().map(Commit::activation).collect(Collectors.toSet());
    }

    /// Says whether the same step would be refused again.
    private static boolean isTheStepsFault(ErrorCode code) {
        return switch (code) {
            case TUPLE_TOO_LARGE, INVALID_TUPLE, INVALID_REQUEST, DUPLICATE_KEY, MISSING_COORDINATE, INVALID_SELECTION -> true;
            default -> false;
        };
    }

    /// Gives up all steps of those, and tries the others again.
    ///
    /// @param unsafe what became of those of the batch itself, if that isn't that they have not taken effect and may be asked again
    private void lose(List<Commit> batch, Predicate<Activation<?, ?>> those, String why, @Nullable String unsafe) {
        List<Commit> lost = new ArrayList<>();
        List<Commit> again = new ArrayList<>();
        lock.lock();
        try {
            batch.forEach(commit -> (those.test(commit.activation()) ? lost : again).add(commit));
            pending.removeIf(commit -> those.test(commit.activation()) && lost.add(commit));
            lost.forEach(commit -> commit.activation().markLost());
        } finally {
            lock.unlock();
        }
        lost.forEach(commit -> commit.otherwise().accept(batch.contains(commit) ? unsafe : null));
        lost.stream().map(Commit::activation).distinct().forEach(activation -> activation.tellLost(why));
        goOn(again);
    }

    private void goOn(List<Commit> first) {
        List<Commit> batch;
        lock.lock();
        try {
            for (Commit commit : first.reversed()) {
                pending.addFirst(commit);
            }
            batch = next();
        } finally {
            lock.unlock();
        }
        run(batch);
    }
}
