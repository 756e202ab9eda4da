package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;

/// `random`: uniformly at random.
public final class RandomType implements WithoutCoordinate, WithoutArgument {
    /// Makes the type.
    public RandomType() {}

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Coordinator create(int slot) {
        return new RandomIndex();
    }
}
