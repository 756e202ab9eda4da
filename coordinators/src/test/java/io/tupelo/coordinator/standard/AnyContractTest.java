package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;

class AnyContractTest implements WithoutCoordinateContract, WithoutArgumentContract {
    @Override
    public CoordinatorType type() {
        return new AnyType();
    }
}
