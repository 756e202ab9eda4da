package io.tupelo.reliability.model;

import io.tupelo.operation.Draft;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An entry of the model.
final class ModelEntry {
    final ModelContainer container;
    final List<ModelTransaction> readers = new ArrayList<>();
    Tuple tuple;
    @Nullable String label;
    @Nullable Object key;
    @Nullable Long priority;
    long position;
    long version = 1;
    long leaseEnd;
    long visibleAt;
    int deliveries;
    boolean delayed;
    /// When the moment at which something happens to it was last set, as a count of such events.
    long timerSet;
    boolean gone;
    /// The transaction or claim that holds it, or null.
    @Nullable Object holder;
    /// The transaction that has written it and not yet committed, or null.
    @Nullable ModelTransaction pendingIn;
    @Nullable ModelEntry replaces;

    ModelEntry(ModelContainer container, Draft draft, long now) {
        this.container = container;
        this.tuple = draft.tuple();
        draft.coordinates().forEach(given -> {
            switch (given.coordinator()) {
                case "label" -> label = (String) given.argument();
                case "key" -> key = given.argument();
                case "priority" -> priority = (Long) given.argument();
                default -> throw new IllegalArgumentException("the model has no coordinator " + given.coordinator());
            }
        });
        leaseEnd = draft.options().leaseMillis() == 0 ? 0 : now + draft.options().leaseMillis();
        visibleAt = draft.options().delayMillis() == 0 ? 0 : now + draft.options().delayMillis();
    }

    boolean isReadByOthers(@Nullable ModelTransaction own) {
        return readers.stream().anyMatch(reader -> reader != own);
    }

    /// Says whether its lease has ended by `now`.
    boolean isOver(long now) {
        return leaseEnd != 0 && leaseEnd <= now;
    }

    /// Returns when something happens to it by itself, or `Long.MAX_VALUE`.
    long due() {
        if (holder != null) {
            return Long.MAX_VALUE;
        }
        long end = leaseEnd == 0 ? Long.MAX_VALUE : leaseEnd;
        return delayed ? Math.min(end, visibleAt) : end;
    }

    /// Returns a copy of it for container `to`, which holds `replacement`.
    ModelEntry copy(ModelContainer to, Tuple replacement, long newVersion) {
        ModelEntry copy = new ModelEntry(to, new Draft(replacement, List.of(), WriteOptions.DEFAULT), 0);
        copy.label = label;
        copy.key = key;
        copy.priority = priority;
        copy.leaseEnd = leaseEnd;
        copy.deliveries = to == container ? deliveries : 0;
        copy.version = newVersion;
        return copy;
    }

    /// Forgets its coordinates, but for those of `coordinators`.
    void keepOnly(Set<String> coordinators) {
        label = coordinators.contains("label") ? label : null;
        key = coordinators.contains("key") ? key : null;
        priority = coordinators.contains("priority") ? priority : null;
    }

    static String words(List<ModelEntry> entries) {
        StringBuilder words = new StringBuilder("found");
        entries.forEach(entry -> entry.appendTo(words));
        return words.toString();
    }

    private void appendTo(StringBuilder words) {
        words.append(' ').append(tuple).append('d').append(deliveries).append('v').append(version);
    }

    /// Appends all of it that an answer may depend on.
    void describe(StringBuilder state) {
        appendTo(state);
        state.append(' ').append(container.spec.name()).append(' ').append(label).append(' ').append(key).append(' ');
        state.append(priority);
        if (replaces != null) {
            replaces.describe(state.append(" for "));
        }
        if (holder != null) {
            long by = holder instanceof ModelClaim claim ? claim.token() : ((ModelTransaction) holder).id;
            state.append(" held by ").append(by);
        }
        readers.forEach(reader -> state.append(" read by ").append(reader.id));
    }
}
