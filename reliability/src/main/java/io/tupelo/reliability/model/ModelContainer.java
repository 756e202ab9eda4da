package io.tupelo.reliability.model;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A container of the model: a list, searched from end to end.
final class ModelContainer {
    /// What a search came to.
    ///
    /// @param locked whether it failed only since others hold what matches
    record Search(List<ModelEntry> found, boolean success, boolean locked) {}

    final ContainerSpec spec;
    final List<ModelEntry> entries = new ArrayList<>();
    boolean changed;

    ModelContainer(ContainerSpec spec) {
        this.spec = spec;
    }

    Search search(Selection selection, @Nullable ModelTransaction own, boolean exclusive) {
        Count count = selection.howMany();
        List<ModelEntry> found = new ArrayList<>();
        int blocked = 0;
        boolean strict = spec.strict()
                && selection.selectors().stream()
                        .anyMatch(selector -> List.of("fifo", "lifo", "priority", "vector", "label")
                                .contains(selector.coordinator()));
        boolean stopped = false;
        for (ModelEntry entry : candidates(selection, own)) {
            if (entry.holder != null && entry.holder == own) {
                continue;
            }
            boolean held = entry.holder != null || (exclusive && entry.isReadByOthers(own));
            if (held) {
                blocked++;
                if (strict && found.size() < count.number()) {
                    stopped = true;
                    break;
                }
            } else if (found.size() < count.number()) {
                found.add(entry);
            }
        }
        if (stopped) {
            blocked = Integer.MAX_VALUE - found.size();
        }
        boolean success = found.size() >= count.least() && !(count.kind() == Count.Kind.ALL && blocked > 0);
        boolean locked = !success && (count.kind() == Count.Kind.ALL ? blocked > 0 : blocked > 0
                && found.size() + blocked >= count.least());
        return new Search(found, success, locked);
    }

    /// Returns what matches in the order of the selection, what `own` has written last.
    private List<ModelEntry> candidates(Selection selection, @Nullable ModelTransaction own) {
        List<ModelEntry> committed = new ArrayList<>();
        for (ModelEntry entry : entries) {
            if (!entry.delayed) {
                committed.add(entry);
            }
        }
        List<ModelEntry> all = new ArrayList<>(ordered(committed, selection));
        if (own != null) {
            List<ModelEntry> pending = new ArrayList<>(own.pending);
            pending.removeIf(entry -> entry.container != this);
            all.addAll(ordered(pending, selection));
        }
        return all;
    }

    private static List<ModelEntry> ordered(List<ModelEntry> given, Selection selection) {
        List<ModelEntry> result = new ArrayList<>(given);
        result.sort(Comparator.comparingLong(entry -> entry.position));
        for (Selector selector : selection.selectors()) {
            result.removeIf(entry -> !matches(selector, entry));
            switch (selector.coordinator()) {
                case "fifo" -> result.sort(Comparator.comparingLong(entry -> entry.position));
                case "lifo" -> result.sort(Comparator.comparingLong(entry -> -entry.position));
                case "priority" ->
                    result.sort(Comparator.comparingLong((ModelEntry entry) ->
                                    -Objects.requireNonNull(entry.priority))
                            .thenComparingLong(entry -> entry.position));
                default -> {}
            }
        }
        return result;
    }

    private static boolean matches(Selector selector, ModelEntry entry) {
        return switch (selector.coordinator()) {
            case "label" -> Objects.equals(entry.label, selector.argument());
            case "key" -> entry.key != null && Objects.equals(entry.key, selector.argument());
            case "priority" ->
                entry.priority != null
                        && (selector.argument() == null || selector.argument().equals(entry.priority));
            case "linda" ->
                selector.argument() == null || ((Template) selector.argument()).matches(entry.tuple);
            default -> true;
        };
    }

    /// Returns the entry that has `key`, pending and delayed ones among them, or null. What `own` has taken has none.
    @Nullable ModelEntry withKey(Object key, @Nullable ModelTransaction own, List<ModelTransaction> open) {
        for (ModelEntry entry : entries) {
            if (key.equals(entry.key) && (own == null || entry.holder != own)) {
                return entry;
            }
        }
        for (ModelTransaction transaction : open) {
            for (ModelEntry entry : transaction.pending) {
                if (entry.container == this && key.equals(entry.key)) {
                    return entry;
                }
            }
        }
        return null;
    }

    /// Returns how much of its bound is used, as `own` sees it, with what the `open` transactions have yet to add.
    long occupied(@Nullable ModelTransaction own, List<ModelTransaction> open) {
        long occupied = entries.size();
        for (ModelTransaction transaction : open) {
            occupied += transaction.pending.stream()
                    .filter(entry -> entry.container == this && entry.replaces == null)
                    .count();
        }
        if (own != null) {
            occupied -= own.held.stream()
                    .filter(entry -> entry.container == this && !own.isReplacing(entry))
                    .count();
        }
        return occupied;
    }

    /// Returns at most `count` entries that nobody holds or reads, oldest first.
    List<ModelEntry> oldestFree(int count) {
        return entries.stream()
                .filter(entry -> entry.holder == null && !entry.delayed && entry.readers.isEmpty())
                .sorted(Comparator.comparingLong(entry -> entry.position))
                .limit(count)
                .toList();
    }

    /// Appends `given` to `state`, in the order of their positions.
    static void describe(List<ModelEntry> given, StringBuilder state) {
        given.stream()
                .sorted(Comparator.comparingLong(entry -> entry.position))
                .forEach(entry -> entry.describe(state));
    }
}
