package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.reliability.model.RandomRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Draws the requests of one client of a history. It has one transaction and one claim open at most, and while it has,
/// it never waits without end: so whoever waits for what it holds is served some time.
///
/// Nothing but waits ends by time: then the requests are all that changes the space, and the history says everything.
final class RandomClient {
    private static final long LONG_MILLIS = 3_600_000;
    private static final long SERIALS = 1_000_000_000;

    private final Random random;
    private final RandomRequests requests;
    private final List<ContainerSpec> containers;
    private long transaction;
    private long claim;

    RandomClient(Random random, List<ContainerSpec> containers, int client) {
        this.random = random;
        this.requests = new RandomRequests(random, containers, client * SERIALS);
        this.containers = containers;
    }

    Request next() {
        if (transaction != 0 && random.nextInt(5) == 0) {
            return endOfTransaction(random.nextInt(3) != 0);
        }
        if (claim != 0 && random.nextInt(4) == 0) {
            return endOfClaim();
        }
        if (random.nextInt(12) == 0) {
            return Request.of(batch());
        }
        boolean within = transaction != 0 && random.nextInt(3) != 0;
        return new Request(operation(within), within ? transaction : 0, false, null);
    }

    /// Returns what ends something this client has open, if there is anything.
    Optional<Request> end() {
        return transaction != 0
                ? Optional.of(endOfTransaction(true))
                : claim != 0 ? Optional.of(endOfClaim()) : Optional.empty();
    }

    void learn(Answer answer) {
        switch (answer) {
            case Answer.Begun begun -> transaction = begun.transaction();
            case Answer.Claimed claimed -> claim = claimed.token();
            default -> {}
        }
    }

    private Request endOfTransaction(boolean commit) {
        long id = transaction;
        transaction = 0;
        return Request.of(commit ? new Operation.Commit(id) : new Operation.Abort(id));
    }

    private Request endOfClaim() {
        long token = claim;
        claim = 0;
        boolean complete = requests.endOfClaim(token) instanceof Operation.Complete;
        return Request.of(complete ? new Operation.Complete(token, List.of()) : new Operation.Release(token, 0));
    }

    /// Draws until something suits: see [#suits].
    private Operation operation(boolean within) {
        Operation drawn;
        do {
            requests.nextTime();
            drawn = requests.operation(within);
        } while (!suits(drawn, within));
        return untimed(drawn, patience());
    }

    /// A transaction is not to write where writes wait for room: whether there is room for it depends on who waits, and
    /// a history doesn't say since when somebody waits.
    private boolean suits(Operation drawn, boolean within) {
        return switch (drawn) {
            case Operation.Begin _ -> transaction == 0;
            case Operation.Claim _ -> claim == 0;
            case Operation.Write write -> !within || !waitsForRoom(write.container());
            case Operation.Move move -> !within || !waitsForRoom(move.to());
            default -> true;
        };
    }

    private boolean waitsForRoom(String name) {
        return containers.stream()
                .anyMatch(spec -> spec.name().equals(name)
                        && spec.bound() != Integer.MAX_VALUE
                        && spec.whenFull() == ContainerSpec.WhenFull.WAIT);
    }

    private Wait patience() {
        boolean busy = transaction != 0 || claim != 0;
        return switch (random.nextInt(busy ? 16 : 32)) {
            case 0 -> new Wait(Wait.Kind.AT_MOST, 1);
            case 16, 17, 18, 19, 20, 21, 22, 23 -> Wait.UNLESS_LOCKED;
            case 24, 25, 26, 27 -> Wait.FOREVER;
            default -> Wait.NOW;
        };
    }

    private static Operation untimed(Operation operation, Wait patience) {
        return switch (operation) {
            case Operation.Write write ->
                new Operation.Write(
                        write.container(), write.drafts().stream().map(RandomClient::untimed).toList(), patience);
            case Operation.Put put ->
                new Operation.Put(put.container(), put.key(), untimed(put.draft()), put.expectedVersion(), patience);
            case Operation.Get get -> new Operation.Get(get.pick(), get.container(), get.selection(), patience);
            case Operation.Either either -> new Operation.Either(either.pick(), either.choices(), patience);
            case Operation.Change change ->
                new Operation.Change(change.container(), change.selection(), change.edits(), patience);
            case Operation.Move move ->
                new Operation.Move(move.from(), move.selection(), move.to(), move.copy(), patience);
            case Operation.Claim claim ->
                new Operation.Claim(claim.container(), claim.selection(), LONG_MILLIS, patience);
            case Operation.Begin begin -> new Operation.Begin(LONG_MILLIS, begin.repeatableRead());
            default -> operation;
        };
    }

    private static Draft untimed(Draft draft) {
        return new Draft(draft.tuple(), draft.coordinates(), WriteOptions.DEFAULT);
    }

    private Operation batch() {
        List<Condition> conditions = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Operation part = untimed(operation(true), Wait.NOW);
            if (part instanceof Operation.Get get && random.nextBoolean()) {
                Operation.From what = new Operation.From(get.container(), get.selection());
                conditions.add(random.nextBoolean() ? new Condition.Exists(what) : new Condition.Absent(what));
            } else {
                operations.add(part);
            }
        }
        return new Operation.Batch(conditions, operations);
    }
}
