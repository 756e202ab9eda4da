package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;

class FifoContractTest implements WithoutCoordinateContract, WithoutArgumentContract {
    @Override
    public CoordinatorType type() {
        return new FifoType();
    }
}
