package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `vector`: by index. A write inserts at an index, or appends if it gives none; removing shifts those behind.
public final class VectorType implements CoordinatorType {
    /// Makes the type.
    public VectorType() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public boolean needsCoordinate() {
        return false;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        if (given != null && !isIndex(given)) {
            throw new InvalidSelectionException(
                    "vector takes an index from 0, or nothing to append, not " + TupleText.ofValue(given));
        }
        return given;
    }

    @Override
    public Object save(Object kept) {
        VectorKey key = (VectorKey) kept;
        return List.of(key.whole(), key.fraction());
    }

    @Override
    public Object load(Object saved) {
        List<?> written = (List<?>) saved;
        return new VectorKey((Long) written.get(0), (String) written.get(1));
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (argument != null && !isIndex(argument) && !isSlice(argument)) {
            throw new InvalidSelectionException("vector takes an index from 0, a list of two, from and to, or nothing,"
                    + " not " + TupleText.ofValue(argument));
        }
    }

    private static boolean isSlice(Object value) {
        return value instanceof List<?> slice && slice.size() == 2 && slice.stream().allMatch(VectorType::isIndex);
    }

    private static boolean isIndex(@Nullable Object value) {
        return value instanceof Long index && index >= 0;
    }

    @Override
    public boolean seesHeld() {
        return true;
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public Coordinator create(int slot) {
        return new VectorIndex(slot);
    }
}
