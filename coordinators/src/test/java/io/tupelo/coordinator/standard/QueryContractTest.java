package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class QueryContractTest implements WithoutCoordinateContract {
    @Override
    public CoordinatorType type() {
        return new QueryType();
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return random.nextInt(10) == 0 ? null : RandomQueries.query(random);
    }
}
