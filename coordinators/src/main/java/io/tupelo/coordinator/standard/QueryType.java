package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Query;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// `query`: the tuples of which a condition over fields holds, in the order asked for, as many as asked for.
public final class QueryType implements WithoutCoordinate {
    /// Makes the type.
    public QueryType() {}

    @Override
    public String name() {
        return "query";
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (argument != null && !(argument instanceof Query)) {
            throw new InvalidSelectionException("query takes a query, not " + TupleText.ofValue(argument));
        }
    }

    @Override
    public Coordinator create(int slot) {
        return new QueryIndex();
    }
}
