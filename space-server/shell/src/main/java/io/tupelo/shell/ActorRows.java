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
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the containers of a space tell of durable actors. What is in which of them is said at the package `io.tupelo.actor.durable`.
final class ActorRows {
    private static final String MAIL = "actors.mail";
    private static final String STATE = "actors.state";
    private static final String REMINDERS = "actors.reminders";
    private static final String SHARDS = "actors.shards";
    private static final String NAMES = "actors.names";
    private static final String NAMED = "there never were named actors in this space: it has no container " + NAMES;
    private static final String GROUP = "group:";
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
            case ACTOR -> actor(about);
            case MAILBOX -> mailbox(about);
            case STATE -> state(about);
            case ACTIVATIONS -> activations();
            case GROUPS -> about.isEmpty() ? groups() : group(about);
            default -> throw new IllegalStateException(command.name() + " shows no actors");
        };
    }

    private BatchOutcome.Applied read(Batch batch) {
        return read(batch, "there never were actors in this space: it has no container " + MAIL);
    }

    /// @param none what is said if a container isn't there
    private static BatchOutcome.Applied read(Batch batch, String none) {
        try {
            if (batch.run() instanceof BatchOutcome.Applied applied) {
                return applied;
            }
            throw new IllegalStateException("a batch that only reads all there is was not applied");
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_CONTAINER) {
                throw new SpaceException(failed.code(), none, failed);
            }
            throw failed;
        }
    }

    private static Selection all() {
        return anyOne().available();
    }

    /// Some of a list.
    ///
    /// @param left how many there are behind them
    /// @param next the command that lists those; empty if there are none
    record Page(Answer.Rows rows, int left, Optional<String> next) {}

    /// Lists actors in the order of their names.
    ///
    /// @throws SpaceException as [#of]
    Page list(Command.ActorList command) {
        String type = command.type().orElse("");
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
        command.after().ifPresent(after -> names.headSet(after, true).clear());
        List<Tuple> rows = names.stream()
                .limit(command.max())
                .map(name -> Tuple.tuple(name, waiting.getOrDefault(name, 0), states.get(name), hosts.get(shardOf(name))))
                .toList();
        int left = names.size() - rows.size();
        Optional<String> next = left == 0 || rows.isEmpty() ? Optional.empty() : Optional.of(next(command, rows.getLast().string(0)));
        return new Page(new Answer.Rows(read.receipt(), List.of("actor", "mail", "state", "host"), rows), left, next);
    }

    private static String next(Command.ActorList command, String last) {
        String type = command.type().map(each -> " " + each).orElse("");
        String max = command.max() == CommandParser.ACTORS_MAX ? "" : " max=" + command.max();
        return command.name().word() + type + " after=" + Completion.typed(last) + max;
    }

    private Answer groups() {
        BatchOutcome.Applied read = read(space.batch().read(NAMES, label("group").available()), NAMED);
        Map<String, Map<String, Integer>> groups = new TreeMap<>();
        for (Entry entry : read.outcome(0).entries()) {
            String address = entry.tuple().string(0);
            String group = address.substring(GROUP.length(), address.lastIndexOf('/'));
            groups.computeIfAbsent(group, _ -> new TreeMap<>()).merge(entry.tuple().string(2), 1, Integer::sum);
        }
        List<Tuple> rows = new ArrayList<>();
        groups.forEach((group, hosts) -> hosts.forEach((host, members) -> rows.add(Tuple.tuple(group, host, members))));
        return new Answer.Rows(read.receipt(), List.of("group", "process", "members"), rows);
    }

    private Answer group(String group) {
        BatchOutcome.Applied read = read(space.batch().read(NAMES, label(GROUP + group).available()), NAMED);
        List<Tuple> rows = read.outcome(0).entries().stream()
                .map(Entry::tuple)
                .map(member -> Tuple.tuple(member.string(0).substring(GROUP.length()), member.string(2), member.string(3)))
                .toList();
        return new Answer.Rows(read.receipt(), List.of("member", "process", "messages"), rows);
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
