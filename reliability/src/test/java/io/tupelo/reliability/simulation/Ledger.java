package io.tupelo.reliability.simulation;

import io.tupelo.change.Change;
import io.tupelo.change.EntryImage;
import io.tupelo.change.KeptImage;
import io.tupelo.change.SessionImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.Durability;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.WriteOptions;
import io.tupelo.reliability.model.RandomRequests;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What was recorded, and what clients have been told: what a recovered space must agree with.
final class Ledger {
    private static final String DROPPING = "drop";

    /// The records that are not part of the image yet.
    private final ArrayDeque<Recorded> records = new ArrayDeque<>();
    /// What the records before add up to.
    private final SpaceImage image = new SpaceImage();
    /// What was answered and recorded, by session and number.
    private final Map<Asked, Long> answered = new HashMap<>();
    /// The highest number of each session that is in a record.
    private final Map<Long, Long> lastNumbers = new HashMap<>();
    private final Map<Long, Long> writtenSerials = new HashMap<>();
    private final Set<Long> removed = new HashSet<>();
    /// What clients have been told to have written for good.
    private final Set<Long> written = new HashSet<>();
    private final Map<Long, Taking> taken = new HashMap<>();
    private final Map<Long, Taking> claimed = new HashMap<>();
    private final Set<Given> given = new HashSet<>();
    /// The tokens of claims of entries in memory.
    private final Set<Long> inMemory = new HashSet<>();
    private List<Change> changes = new ArrayList<>();

    /// @param last the sequence of its last piece in the journal
    private record Recorded(long last, List<Change> changes) {}

    private record Given(long entry, int deliveries) {}

    private record Asked(long session, long number) {}

    /// Who was told to have an entry, and at which delivery.
    private record Taking(long session, long token, int deliveries, boolean isForGood) {}

    static void check(boolean holds, Object... says) {
        if (!holds) {
            StringBuilder text = new StringBuilder();
            for (Object part : says) {
                text.append(part);
            }
            throw new AssertionError(text.toString());
        }
    }

    void changed(Change change) {
        changes.add(change);
    }

    /// The changes of this call are record `last`, if there are any.
    void committed(long last, Request request) {
        if (changes.isEmpty()) {
            return;
        }
        long command = 0;
        for (Change change : changes) {
            switch (change) {
                case Change.Command(long sequence, long _) -> {
                    check(sequence > command, "command ", sequence, " after ", command);
                    command = sequence;
                }
                case Change.Answered told -> answered(told.session(), told.number(), last);
                case Change.AnsweredNext told ->
                    answered(told.session(), lastNumbers.getOrDefault(told.session(), 0L) + 1, last);
                case Change.Written(EntryImage entry, int _) -> writtenNow(entry, last, request);
                default -> {}
            }
        }
        records.add(new Recorded(last, changes));
        changes = new ArrayList<>();
    }

    private void answered(long session, long number, long last) {
        Asked asked = new Asked(session, number);
        check(answered.put(asked, last) == null, asked, " was answered before");
        lastNumbers.merge(session, number, Math::max);
    }

    private void writtenNow(EntryImage entry, long last, Request request) {
        if (request.operation() instanceof Operation.Write write
                && isDurable(write.container())
                && write.drafts().getFirst().tuple().equals(entry.tuple())) {
            // What a waiter moves on is written twice by one call.
            Long before = writtenSerials.put(entry.tuple().integer(1), last);
            check(before == null || before == last, "applied twice: ", write);
        }
    }

    /// Returns what the records up to `last` add up to, of which none is lost any more.
    SpaceImage fold(long last) {
        while (!records.isEmpty() && records.getFirst().last <= last) {
            for (Change change : records.removeFirst().changes) {
                image.apply(change);
                if (change instanceof Change.Removed(long id, var _, int _)) {
                    removed.add(id);
                }
            }
        }
        return image;
    }

    /// Forgets what came after record `last`, which a crash has taken.
    void crashed(long last) {
        changes.clear();
        records.clear();
        lastNumbers.clear();
        image.sessions().forEach((id, session) -> lastNumbers.put(id, session.lastNumber()));
        answered.values().removeIf(record -> record > last);
        writtenSerials.values().removeIf(record -> record > last);
    }

    /// A client has received an answer that it had not.
    void told(SimulatedClient client, Request request, Answer answer) {
        if (request.transaction() != 0) {
            return;
        }
        switch (answer) {
            case Answer.Written ids when isForGood(request.operation()) -> written.addAll(ids.ids());
            case Answer.Found found when isTake(request.operation()) ->
                found.entries().forEach(entry -> taken(client, entry, 0, request.atMostOnce() || client.isLocal));
            case Answer.Claimed claim -> {
                if (!isDurable(request, answer)) {
                    inMemory.add(claim.token());
                }
                claim.entries().forEach(entry -> taken(client, entry, claim.token(), false));
            }
            default -> {}
        }
    }

    private void taken(SimulatedClient client, Entry entry, long token, boolean isForGood) {
        Taking taking = new Taking(client.session, token, entry.deliveries(), isForGood);
        check(given.add(new Given(entry.id(), entry.deliveries())), entry, " was given to someone before ", taking);
        (token == 0 ? taken : claimed)
                .merge(entry.id(), taking, (one, other) -> one.deliveries > other.deliveries ? one : other);
    }

    private static boolean isDurable(String container) {
        return RandomRequests.CONTAINERS_OF_BOTH_KINDS.stream()
                .noneMatch(spec -> spec.name().equals(container) && spec.durability() == Durability.MEMORY);
    }

    /// Says whether what a request has done outlives the process: where it has written, or what it has taken or claimed.
    private static boolean isDurable(Request request, Answer answer) {
        return switch (request.operation()) {
            case Operation.Write write -> isDurable(write.container());
            case Operation.Put put -> isDurable(put.container());
            case Operation.Get get -> isDurable(get.container());
            case Operation.Claim claim -> isDurable(claim.container());
            case Operation.Either either when answer instanceof Answer.Found found ->
                isDurable(either.choices().get(found.choice()).container());
            default -> true;
        };
    }

    private static boolean isForGood(Operation operation) {
        return operation instanceof Operation.Write write
                && isDurable(write.container())
                && !write.container().equals(DROPPING)
                && write.drafts().stream().map(Draft::options).allMatch(WriteOptions.DEFAULT::equals);
    }

    static boolean isTake(Operation operation) {
        return switch (operation) {
            case Operation.Get get -> get.pick() == Pick.TAKE;
            case Operation.Either either -> either.pick() == Pick.TAKE;
            default -> false;
        };
    }

    /// Checks that what was recovered has in it what clients have been told.
    void checkRecovered(List<SimulatedClient> clients) {
        Map<Long, EntryImage> entries = new HashMap<>();
        image.entries().forEach(entry -> entries.put(entry.id(), entry));
        for (EntryImage entry : image.entries()) {
            check(isDurable(image.containers().get(entry.container()).name()), entry, " is there, and was in memory");
        }
        for (long id : written) {
            check(entries.containsKey(id) || removed.contains(id), "entry ", id, " was written and is lost");
        }
        taken.forEach((id, by) -> {
            EntryImage there = entries.get(id);
            boolean mayBeBack = !by.isForGood && !image.sessions().containsKey(by.session);
            check(there == null || (mayBeBack && there.deliveries() > by.deliveries), there, " was taken by ", by);
        });
        claimed.forEach((id, by) -> {
            EntryImage there = entries.get(id);
            check(there == null || there.claim() == by.token || there.deliveries() > by.deliveries, there, " was claimed by ", by);
        });
        for (SimulatedClient client : clients) {
            SessionImage session = image.sessions().get(client.session);
            if (session != null) {
                checkKept(client, session);
            }
        }
    }

    private void checkKept(SimulatedClient client, SessionImage session) {
        client.unacknowledged().forEach((answerNumber, received) -> {
            Answer answer = received.answer();
            boolean changes = received.request().transaction() == 0
                    && isDurable(received.request(), answer)
                    && !(received.request().operation() instanceof Operation.Complete end && inMemory.contains(end.token()))
                    && (answer instanceof Answer.Written
                            || answer instanceof Answer.Claimed
                            || (answer instanceof Answer.Found found && !found.entries().isEmpty() && isTake(received.request().operation())));
            if (changes && answerNumber > session.acknowledged()) {
                KeptImage kept = session.kept().get(answerNumber);
                check(kept != null && kept.number() == received.number() && kept.answer().equals(answer),
                        "session ", client.session, " has received ", received, " and there is kept ", kept);
            }
        });
        check(session.acknowledged() <= client.acknowledged || client.session != session.id(),
                "session ", client.session, " has acknowledged ", client.acknowledged, ", not ", session.acknowledged());
    }

    /// Checks that what a kernel has is what was recorded, all of which is safe.
    void checkRecorded(Kernel kernel, long last) {
        SpaceImage there = kernel.image();
        SpaceImage recorded = fold(last);
        check(Objects.equals(there, recorded), "there is\n", there, "\nand recorded is\n", recorded);
    }
}
