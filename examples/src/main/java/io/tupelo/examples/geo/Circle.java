package io.tupelo.examples.geo;

import java.util.List;

/// What a selector asks for. Immutable.
///
/// @param centre its middle
/// @param radiusKm how far around, in kilometres
record Circle(Place centre, double radiusKm) {
    /// More than rounding errors come to, in degrees.
    private static final double SLACK = 1e-6;

    private static final double RIGHT_ANGLE = 90;

    static Circle of(Object checkedArgument) {
        List<?> numbers = (List<?>) checkedArgument;
        return new Circle(Place.of(numbers), Place.number(numbers.get(2)));
    }

    boolean contains(Place place) {
        return centre.kilometresTo(place) <= radiusKm;
    }

    /// Returns how far it reaches to the north and to the south, in degrees.
    double reachNorth() {
        return StrictMath.toDegrees(radiusKm / Place.EARTH_RADIUS_KM) + SLACK;
    }

    /// Returns how far it reaches to the east and to the west, in degrees: all around if a pole is in it.
    double reachEast() {
        double reach = reachNorth();
        if (Math.abs(centre.latitude()) + reach >= RIGHT_ANGLE) {
            return 2 * RIGHT_ANGLE;
        }
        double ratio = StrictMath.sin(StrictMath.toRadians(reach))
                / StrictMath.cos(StrictMath.toRadians(centre.latitude()));
        return StrictMath.toDegrees(StrictMath.asin(Math.min(1, ratio))) + SLACK;
    }
}
