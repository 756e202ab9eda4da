package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.model.ModelSpace;
import io.tupelo.reliability.model.Patience;
import io.tupelo.reliability.model.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The contract, carried out one call after the other. Nothing waits in it: a call that waited is carried out where it
/// was served.
final class Specification {
    private static final List<String> MISSES = List.of("empty", "locked", "timed out");
    private static final Pattern FAILURE = Pattern.compile("[A-Z_]+");

    private final ModelSpace model = new ModelSpace();
    /// The model's number of a transaction or claim by the space's.
    private final Map<Long, Long> numbers = new HashMap<>();

    Specification(List<ContainerSpec> containers) {
        containers.forEach(model::create);
    }

    /// Carries out `call` and returns what it should be answered, in words.
    String carryOut(Call call) {
        Operation operation = translated(served(call));
        long transaction = call.request().transaction() == 0 ? 0 : number(call.request().transaction());
        String words = operation instanceof Operation.Batch batch
                ? batch(call.client(), batch)
                : model.once(call.client(), new Request(operation, transaction, false, null));
        switch (call.answer()) {
            case Answer.Begun begun -> learn(begun.transaction(), words);
            case Answer.Claimed claimed -> learn(claimed.token(), words);
            case null, default -> {}
        }
        return withoutNumbers(words);
    }

    /// Says whether `words` are what `call` was answered, and whether it may have been answered so at all.
    static boolean explains(String words, Call call) {
        Wait patience = Patience.of(call.request().operation());
        boolean endless = patience != null
                && (patience.kind() == Wait.Kind.FOREVER || patience.kind() == Wait.Kind.UNLESS_LOCKED);
        return words.equals(withoutNumbers(Words.of(call.known()))) && !(endless && Patience.waits(words, patience));
    }

    /// Carries out a call that was never answered, and says whether it has to go on waiting.
    boolean keepsWaiting(Call call) {
        return Patience.waits(carryOut(call), Patience.of(call.request().operation()));
    }

    /// Returns in words all that later answers depend on.
    String state() {
        return numbers + " " + model.state();
    }

    /// Of several selections a waiting operation is served by any, one that doesn't wait by the first that can be.
    private static Operation served(Call call) {
        if (call.request().operation() instanceof Operation.Either either
                && call.answer() instanceof Answer.Found found
                && either.patience().kind() != Wait.Kind.NOW) {
            Operation.From from = either.choices().get(found.choice());
            return new Operation.Get(either.pick(), from.container(), from.selection(), Wait.NOW);
        }
        return call.request().operation();
    }

    private Operation translated(Operation operation) {
        return switch (operation) {
            case Operation.Commit commit -> new Operation.Commit(number(commit.transaction()));
            case Operation.Abort abort -> new Operation.Abort(number(abort.transaction()));
            case Operation.Complete complete -> new Operation.Complete(number(complete.token()), complete.results());
            case Operation.Release release -> new Operation.Release(number(release.token()), release.delayMillis());
            default -> operation;
        };
    }

    private long number(long ofSpace) {
        return numbers.getOrDefault(ofSpace, -1L);
    }

    private void learn(long ofSpace, String words) {
        if (words.contains("#")) {
            numbers.put(ofSpace, Long.valueOf(words.replaceFirst("^.*?#(\\d+).*$", "$1")));
        }
    }

    private static String withoutNumbers(String words) {
        return words.replaceAll("#\\d+", "#");
    }

    /// A batch is a transaction by itself, with conditions before it.
    private String batch(long session, Operation.Batch batch) {
        for (int i = 0; i < batch.conditions().size(); i++) {
            if (!holds(session, batch.conditions().get(i))) {
                return "unmet " + i;
            }
        }
        String begun = model.once(session, Request.of(new Operation.Begin(Long.MAX_VALUE >> 1, false)));
        long own = Long.parseLong(begun.replace("begun #", ""));
        List<String> answers = new ArrayList<>();
        for (Operation operation : batch.operations()) {
            String words = model.once(session, new Request(operation, own, false, null));
            boolean missed = MISSES.contains(words);
            if (missed || FAILURE.matcher(words).matches()) {
                model.once(session, Request.of(new Operation.Abort(own)));
                return missed ? "unmet " + (batch.conditions().size() + answers.size()) : words;
            }
            answers.add(words);
        }
        model.once(session, Request.of(new Operation.Commit(own)));
        return "results " + answers;
    }

    private boolean holds(long session, Operation.Condition condition) {
        return switch (condition) {
            case Operation.Condition.Exists(Operation.From what) -> look(session, what).startsWith("found");
            case Operation.Condition.Absent(Operation.From what) -> look(session, what).equals("empty");
            case Operation.Condition.VersionIs _ ->
                throw new IllegalArgumentException("the specification knows no numbers of entries");
        };
    }

    private String look(long session, Operation.From what) {
        return model.once(
                session, Request.of(new Operation.Get(Pick.READ, what.container(), what.selection(), Wait.NOW)));
    }
}
