package io.tupelo.examples.geo;

import java.util.List;

/// A place on a round earth. Immutable.
///
/// The trigonometry is [StrictMath]'s: an index must find the same on every machine, since a space may be replayed or
/// replicated on another one.
///
/// @param latitude degrees north, -90 to 90
/// @param longitude degrees east, -180 to 180
record Place(double latitude, double longitude) {
    static final double EARTH_RADIUS_KM = 6371.0088;

    /// Reads the first two numbers of a checked coordinate or argument.
    static Place of(List<?> numbers) {
        return new Place(number(numbers.get(0)), number(numbers.get(1)));
    }

    static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    double kilometresTo(Place other) {
        double fromNorth = StrictMath.toRadians(latitude);
        double toNorth = StrictMath.toRadians(other.latitude);
        double north = StrictMath.sin((toNorth - fromNorth) / 2);
        double east = StrictMath.sin(StrictMath.toRadians(other.longitude - longitude) / 2);
        double haversine = north * north + StrictMath.cos(fromNorth) * StrictMath.cos(toNorth) * east * east;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
