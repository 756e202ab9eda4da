package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;

class RandomContractTest implements WithoutCoordinateContract, WithoutArgumentContract {
    @Override
    public CoordinatorType type() {
        return new RandomType();
    }

    @Override
    public boolean findsInOrder() {
        return false;
    }
}
