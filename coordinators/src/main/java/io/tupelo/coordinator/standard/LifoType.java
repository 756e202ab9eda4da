package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;

/// `lifo`: the newest first.
public final class LifoType implements WithoutCoordinate, WithoutArgument {
    /// Makes the type.
    public LifoType() {}

    @Override
    public String name() {
        return "lifo";
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public Coordinator create(int slot) {
        return new PositionIndex(PositionIndex.Order.NEWEST_FIRST);
    }
}
