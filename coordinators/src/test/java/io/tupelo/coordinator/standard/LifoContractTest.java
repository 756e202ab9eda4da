package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;

class LifoContractTest implements WithoutCoordinateContract, WithoutArgumentContract {
    @Override
    public CoordinatorType type() {
        return new LifoType();
    }
}
