package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.RandomTuples;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class LindaContractTest implements WithoutCoordinateContract {
    @Override
    public CoordinatorType type() {
        return new LindaType();
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return random.nextInt(10) == 0 ? null : RandomTuples.template(random);
    }
}
