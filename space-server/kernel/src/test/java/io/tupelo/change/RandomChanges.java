package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Draws changes: any that can be written, whether or not a space would make them.
final class RandomChanges {
    private static final int NESTING_MAX = 3;
    private static final List<ErrorCode> ERRORS = List.of(ErrorCode.values());
    private static final List<ContainerSpec.WhenFull> RULES = List.of(ContainerSpec.WhenFull.values());

    private final SplittableRandom random;

    RandomChanges(SplittableRandom random) {
        this.random = random;
    }

    /// Returns those of one record: a command, and some of its changes.
    List<Change> record() {
        List<Change> changes = new ArrayList<>();
        changes.add(command());
        for (int left = random.nextInt(6); left > 0; left--) {
            changes.add(change());
        }
        if (random.nextInt(4) == 0) {
            addWrite(changes);
        }
        return changes;
    }

    /// Adds the command of a write in epoch 1, with the answer that says what it has written.
    private void addWrite(List<Change> changes) {
        Change.Command command = command();
        changes.add(command);
        List<Long> ids = new ArrayList<>();
        for (int left = random.nextInt(20); left > 0; left--) {
            EntryImage entry = entry();
            changes.add(new Change.Written(entry, ids.size()));
            ids.add(entry.id());
        }
        Receipt receipt = new Receipt(1, command.sequence(), ids.size());
        changes.add(new Change.AnsweredNext(natural(), natural(), new Change.Outcome.Whole(new Answer.Written(receipt, ids, 1))));
    }

    private Change.Command command() {
        return new Change.Command(natural(), natural());
    }

    private Change change() {
        return switch (random.nextInt(21)) {
            case 0 -> command();
            case 1 -> new Change.Started(natural());
            case 2 -> new Change.Reserved(natural());
            case 3 -> new Change.ContainerCreated(natural(), spec());
            case 4 -> new Change.ContainerDropped(natural());
            case 5, 6 -> new Change.Written(entry(), index());
            case 7 -> new Change.Revealed(natural(), natural(), coordinates(), index());
            case 8 -> new Change.Replaced(natural(), natural(), natural(), tuple(), coordinates(), end(), index());
            case 9 -> new Change.Removed(natural(), random.nextBoolean() ? EventKind.TAKEN : EventKind.EXPIRED, index());
            case 10 -> new Change.Renewed(natural(), end());
            case 11 -> new Change.Claimed(natural(), natural(), end(), ids());
            case 12 -> new Change.ClaimExtended(natural(), end());
            case 13 -> new Change.Returned(natural(), small(), end());
            case 14 -> new Change.ClaimEnded(natural());
            case 15 -> new Change.SessionOpened(natural(), random.nextLong(), natural());
            case 16 -> new Change.SessionEnded(natural());
            case 17 -> new Change.Acknowledged(natural(), natural());
            case 18 -> new Change.AnsweredNext(natural(), natural(), outcome());
            default -> new Change.Answered(natural(), natural(), natural(), natural(), outcome());
        };
    }

    /// Returns a number that is small, or medium, or large, all alike.
    private long natural() {
        return random.nextLong() >>> (1 + random.nextInt(63));
    }

    private int small() {
        return (int) (natural() & Integer.MAX_VALUE);
    }

    private int index() {
        return random.nextInt(3);
    }

    private long end() {
        return random.nextBoolean() ? 0 : natural();
    }

    private List<Long> ids() {
        return some(3, this::natural);
    }

    private <T> List<T> some(int countMax, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int left = random.nextInt(countMax + 1); left > 0; left--) {
            list.add(one.get());
        }
        return Collections.unmodifiableList(list);
    }

    private String text() {
        int length = random.nextInt(random.nextInt(8) == 0 ? 200 : 10);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint("aä€🙂".codePointAt(random.nextInt(4)));
        }
        return text.toString();
    }

    private String name() {
        return "n" + random.nextInt(100);
    }

    private ContainerSpec spec() {
        List<ContainerSpec.Use> uses = new ArrayList<>();
        for (String coordinator : List.of("fifo", "key", "linda")) {
            if (random.nextBoolean()) {
                uses.add(new ContainerSpec.Use(coordinator, random.nextBoolean()));
            }
        }
        return new ContainerSpec(
                name(),
                uses,
                1 + small() / 2,
                RULES.get(random.nextInt(RULES.size())),
                random.nextBoolean(),
                random.nextBoolean() ? Durability.LOCAL : Durability.MEMORY,
                1 + small() / 2,
                random.nextBoolean() ? null : name());
    }

    private EntryImage entry() {
        return new EntryImage(
                natural(), natural(), natural(), random.nextBoolean() ? 1 : natural(), tuple(), coordinates(), natural(), end(),
                end(), random.nextBoolean(), end(), random.nextBoolean() ? 0 : small(), end());
    }

    private @Nullable List<@Nullable Object> coordinates() {
        List<@Nullable Object> coordinates = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            coordinates.add(random.nextInt(4) == 0 ? new OwnForm(text()) : value(0));
        }
        return coordinates.isEmpty() ? null : Collections.unmodifiableList(coordinates);
    }

    Tuple tuple() {
        return tuple(0);
    }

    private Tuple tuple(int depth) {
        @Nullable Object[] fields = new @Nullable Object[1 + random.nextInt(4)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value(depth + 1);
        }
        return Tuple.tuple(fields);
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > NESTING_MAX ? 12 : 15)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt(-40, 130);
            case 3, 4 -> random.nextBoolean() ? natural() : -natural() - 1;
            case 5 -> random.nextDouble() - 0.5;
            case 6, 7 -> text();
            case 8 -> bytes();
            case 9 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 10 -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
            case 11 -> random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()) : new ObjectValue(name(), bytes());
            case 12 -> list(depth);
            case 13 -> map(depth);
            default -> tuple(depth);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            map.put(text(), value(depth + 1));
        }
        return map;
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private Receipt receipt() {
        return new Receipt(natural(), natural(), small());
    }

    private Change.Outcome outcome() {
        return switch (random.nextInt(4)) {
            case 0 -> new Change.Outcome.Taken(receipt(), ids(), small(), random.nextBoolean());
            case 1 -> new Change.Outcome.Claimed(receipt(), natural(), ids(), random.nextBoolean());
            default -> new Change.Outcome.Whole(answer(0));
        };
    }

    private Answer answer(int depth) {
        return switch (random.nextInt(depth > 1 ? 12 : 14)) {
            case 0 -> new Answer.Done(receipt());
            case 1 -> new Answer.Written(receipt(), ids(), natural());
            case 2 -> new Answer.Found(receipt(), some(2, this::shown), small());
            case 3 -> new Answer.Counted(receipt(), natural());
            case 4 -> new Answer.Empty(receipt());
            case 5 -> new Answer.Locked(receipt());
            case 6 -> new Answer.TimedOut(receipt());
            case 7 -> new Answer.Claimed(receipt(), natural(), end(), some(2, this::shown));
            case 8 -> new Answer.Begun(receipt(), natural());
            case 9 -> new Answer.Watching(receipt());
            case 10 -> new Answer.Returned(receipt(), tuple());
            case 11 -> new Answer.Failed(receipt(), ERRORS.get(random.nextInt(ERRORS.size())), text());
            case 12 -> new Answer.Results(receipt(), some(3, () -> answer(depth + 1)));
            default -> new Answer.Unmet(receipt(), small(), random.nextBoolean() ? null : answer(depth + 1));
        };
    }

    private Entry shown() {
        return new Entry(
                natural(), natural(), tuple(), some(2, () -> new Selector(name(), value(1))), natural(), end(), small());
    }
}
