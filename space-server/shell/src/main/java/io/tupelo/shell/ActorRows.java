package io.tupelo.shell;

import static io.tupelo.coordinator.Coordinators.anyOne;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Batch;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the containers of a space tell of durable actors. What is in which of them is said at the package `io.tupelo.actor.durable`.
final class ActorRows {
    private static final String MAIL = "actors.mail";
    private static final String STATE = "actors.state";
    private static final String REMINDERS = "actors.reminders";
    private static final String SHARDS = "actors.shards";
    private static final int SHARD_COUNT = 64;

    private final Space space;

    ActorRows(Space space) {
        this.space = space;
    }

    /// Reads what a command shows, at one place in the space's order.
    ///
    /// @throws SpaceException `UNKNOWN_CONTAINER` if there never were actors in the space
    Answer of(Command.Actors command) {
        String about = command.about().orElse("");
        return switch (command.name()) {
            case ACTORS -> actors(about);
            case ACTOR -> actor(about);
            case MAILBOX -> mailbox(about);
            case STATE -> state(about);
            case ACTIVATIONS -> activations();
            default -> throw new IllegalStateException(command.name() + " shows no actors");
        };
    }

    private BatchOutcome.Applied read(Batch batch) {
        try {
            if (batch.run() instanceof BatchOutcome.Applied applied) {
                return applied;
            }
            throw new IllegalStateException("a batch that only reads all there is was not applied");
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_CONTAINER) {
                throw new SpaceException(failed.code(), "there never were actors in this space: it has no container " + MAIL, failed);
            }
            throw failed;
        }
    }

    private static Selection all() {
        return anyOne().available();
    }

    private Answer actors(String type) {
        BatchOutcome.Applied read = read(space.batch().read(STATE, all()).read(MAIL, all()).read(SHARDS, all()));
        Map<String, Tuple> states = new HashMap<>();
        read.outcome(0).entries().forEach(entry -> states.put(keyOf(entry), entry.tuple()));
        Map<String, Integer> waiting = new HashMap<>();
        read.outcome(1).entries().forEach(entry -> waiting.merge(entry.tuple().string(0), 1, Integer::sum));
        Map<String, String> hosts = new HashMap<>();
        read.outcome(2).entries().forEach(entry -> hosts.put(keyOf(entry), entry.tuple().string(2)));
        TreeSet<String> names = new TreeSet<>(states.keySet());
        names.addAll(waiting.keySet());
        names.removeIf(name -> !type.isEmpty() && !name.startsWith(type + "/"));
        List<Tuple> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(Tuple.tuple(name, waiting.getOrDefault(name, 0), states.get(name), hosts.get(shardOf(name))));
        }
        return new Answer.Rows(read.receipt(), List.of("actor", "mail", "state", "host"), rows);
    }

    private Answer actor(String name) {
        BatchOutcome.Applied read = read(space.batch()
                .read(STATE, key(name).available())
                .read(MAIL, label(name).available())
                .read(REMINDERS, label(name).available())
                .read(SHARDS, key(shardOf(name)).available()));
        List<Tuple> rows = new ArrayList<>();
        rows.add(Tuple.tuple("state", read.outcome(0).tuple().orElse(null)));
        rows.add(Tuple.tuple("mail", read.outcome(1).entries().size()));
        for (Entry entry : read.outcome(2).entries()) {
            Tuple kept = entry.tuple();
            String how = kept.integer(3) == 0 ? "once" : "every " + Duration.ofMillis(kept.integer(3));
            rows.add(Tuple.tuple("reminder " + kept.string(1), how + ": " + kept.get(4)));
        }
        rows.add(Tuple.tuple("shard", shardOf(name)));
        rows.add(Tuple.tuple("host", read.outcome(3).tuple().map(shard -> shard.string(2)).orElse(null)));
        return new Answer.Rows(read.receipt(), List.of("what", "value"), rows);
    }

    private Answer mailbox(String name) {
        BatchOutcome.Applied read = read(space.batch().read(MAIL, label(name).available()));
        List<Tuple> rows = new ArrayList<>();
        for (Entry entry : read.outcome(0).entries()) {
            Tuple mail = entry.tuple();
            rows.add(Tuple.tuple(
                    entry.id(), Instant.ofEpochMilli(entry.writtenAtMillis()), mail.get(1), mail.get(2), mail.size() > 3 ? mail.get(3) : null));
        }
        return new Answer.Rows(read.receipt(), List.of("entry", "written", "message", "reply to", "reminder"), rows);
    }

    private Answer state(String name) {
        BatchOutcome.Applied read = read(space.batch().read(STATE, key(name).available()));
        @Nullable Tuple state = read.outcome(0).tuple().orElse(null);
        return state == null
                ? new Answer.Empty(read.receipt())
                : new Answer.Rows(read.receipt(), List.of("actor", "state"), List.of(Tuple.tuple(name, state)));
    }

    private Answer activations() {
        BatchOutcome.Applied read = read(space.batch().read(SHARDS, all()));
        Map<String, Map<String, BitSet>> byType = new TreeMap<>();
        for (Entry entry : read.outcome(0).entries()) {
            Tuple shard = entry.tuple();
            byType.computeIfAbsent(shard.string(0), _ -> new TreeMap<>())
                    .computeIfAbsent(shard.string(2), _ -> new BitSet())
                    .set(Math.toIntExact(shard.integer(1)));
        }
        List<Tuple> rows = new ArrayList<>();
        byType.forEach((type, hosts) -> {
            BitSet free = new BitSet();
            free.set(0, SHARD_COUNT);
            hosts.forEach((host, shards) -> {
                rows.add(Tuple.tuple(type, host, shards.cardinality(), ranges(shards)));
                free.andNot(shards);
            });
            if (!free.isEmpty()) {
                rows.add(Tuple.tuple(type, null, free.cardinality(), ranges(free)));
            }
        });
        return new Answer.Rows(read.receipt(), List.of("type", "host", "shards", "numbers"), rows);
    }

    /// Returns numbers in brief: `0-2,7`.
    private static String ranges(BitSet numbers) {
        StringBuilder text = new StringBuilder();
        int end;
        for (int from = numbers.nextSetBit(0); from >= 0; from = numbers.nextSetBit(end)) {
            end = numbers.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from).append(end - from > 1 ? "-" + (end - 1) : "");
        }
        return text.toString();
    }

    private static String keyOf(Entry entry) {
        return entry.coordinates().stream()
                .filter(coordinate -> coordinate.coordinator().equals("key"))
                .map(coordinate -> String.valueOf(coordinate.argument()))
                .findFirst()
                .orElse("");
    }

    /// Returns the key of an actor's shard.
    private static String shardOf(String actor) {
        int slash = actor.indexOf('/');
        int hash = actor.substring(slash + 1).hashCode();
        return actor.substring(0, slash + 1) + Math.floorMod(hash ^ (hash >>> 16), SHARD_COUNT);
    }
}
