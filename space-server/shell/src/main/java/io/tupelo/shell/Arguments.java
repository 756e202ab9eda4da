package io.tupelo.shell;

import io.tupelo.coordinator.Chain;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What stood behind a command: selectors or coordinates in the order written, a count, options.
///
/// @param selectors the selectors or coordinates
/// @param count the count, or null if none was written
/// @param options the options with their values
record Arguments(List<Selector> selectors, @Nullable Count count, Map<Option, Object> options) {
    /// Copies what it gets.
    Arguments {
        selectors = List.copyOf(selectors);
        options = options.isEmpty() ? Map.of() : new EnumMap<>(options);
    }

    <T> T option(Option option, Class<T> type, T otherwise) {
        Object value = options.get(option);
        return value == null ? otherwise : type.cast(value);
    }

    <T> @Nullable T optionOrNull(Option option, Class<T> type) {
        return type.cast(options.get(option));
    }

    boolean has(Option option) {
        return options.containsKey(option);
    }

    Wait patience() {
        return option(Option.WAIT, Wait.class, Wait.UNLESS_LOCKED);
    }

    long millis(Option option, Duration otherwise) {
        return option(option, Duration.class, otherwise).toMillis();
    }

    OptionalLong transaction() {
        Object value = options.get(Option.TX);
        return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
    }

    /// Returns the selection, starting with `otherwise` if no selector was written.
    Selection selection(java.util.function.Supplier<Selector> otherwise) {
        List<Selector> chain = selectors.isEmpty() ? List.of(otherwise.get()) : selectors;
        if (chain.size() == 1 && (count == null || count.equals(Count.ONE))) {
            return chain.getFirst();
        }
        return new Chain(chain, count == null ? Count.ONE : count);
    }

    Draft draft(Tuple tuple) {
        long lease = millis(Option.TTL, Duration.ZERO);
        long delay = millis(Option.DELAY, Duration.ZERO);
        return new Draft(tuple, selectors, new WriteOptions(lease, delay, has(Option.EPHEMERAL)));
    }
}
