package io.tupelo.examples.geo;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Places crowd where a grid goes wrong first: at the date line, the poles and the lines between cells.
class GeoContractTest implements CoordinatorContract {
    private static final double[] LATITUDES = {-90, -89.5, -1, 0, 0.999, 48.2, 89.2, 90};
    private static final double[] LONGITUDES = {-180, -179.9, -0.001, 0, 1, 16.4, 179.5, 180};
    private static final double[] RADII = {0, 1, 60, 200, 3_000, 10_000, 30_000, Double.POSITIVE_INFINITY};

    @Override
    public CoordinatorType type() {
        return new GeoType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return random.nextInt(8) == 0 ? null : List.of(latitude(random), longitude(random));
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return List.of(latitude(random), longitude(random), one(RADII, random));
    }

    private static double latitude(Random random) {
        return random.nextBoolean() ? one(LATITUDES, random) : random.nextDouble(-90, 90);
    }

    private static double longitude(Random random) {
        return random.nextBoolean() ? one(LONGITUDES, random) : random.nextDouble(-180, 180);
    }

    private static double one(double[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
