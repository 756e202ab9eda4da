package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;

/// `fifo`: the oldest first.
public final class FifoType implements WithoutCoordinate, WithoutArgument {
    /// Makes the type.
    public FifoType() {}

    @Override
    public String name() {
        return "fifo";
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public Coordinator create(int slot) {
        return new PositionIndex(PositionIndex.Order.OLDEST_FIRST);
    }
}
