package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;

/// `any`: whatever is cheapest to find; keeps the order of what comes before it in a chain.
public final class AnyType implements WithoutCoordinate, WithoutArgument {
    /// Makes the type.
    public AnyType() {}

    @Override
    public String name() {
        return "any";
    }

    @Override
    public Coordinator create(int slot) {
        return new PositionIndex(PositionIndex.Order.KEPT);
    }
}
