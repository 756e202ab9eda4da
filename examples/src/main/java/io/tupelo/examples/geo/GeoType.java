package io.tupelo.examples.geo;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `geo`: entries by where on earth they are. A write gives `[latitude, longitude]` in degrees, a selector
/// `[latitude, longitude, radiusKm]`; see [Geo].
public final class GeoType implements CoordinatorType {
    private static final double LATITUDE_MAX = 90;
    private static final double LONGITUDE_MAX = 180;

    /// Makes the type, for the [java.util.ServiceLoader].
    public GeoType() {}

    @Override
    public String name() {
        return Geo.NAME;
    }

    @Override
    public boolean needsCoordinate() {
        return true;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        Place place = Place.of(numbers(given, 2, "[latitude, longitude]"));
        check(place);
        // Kept as a field's value, since it is what an answer tells of the entry.
        return List.of(place.latitude(), place.longitude());
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        Circle circle = Circle.of(numbers(argument, 3, "[latitude, longitude, radiusKm]"));
        check(circle.centre());
        if (!(circle.radiusKm() >= 0)) {
            throw new InvalidSelectionException("a radius is a number of kilometres, not " + circle.radiusKm());
        }
    }

    private static List<?> numbers(@Nullable Object given, int size, String shape) {
        if (given instanceof List<?> list && list.size() == size && list.stream().allMatch(Number.class::isInstance)) {
            return list;
        }
        throw new InvalidSelectionException("geo takes " + shape + ", not " + TupleText.ofValue(given));
    }

    private static void check(Place place) {
        if (!(Math.abs(place.latitude()) <= LATITUDE_MAX && Math.abs(place.longitude()) <= LONGITUDE_MAX)) {
            throw new InvalidSelectionException("there is no such place: " + place);
        }
    }

    @Override
    public Coordinator create(int slot) {
        return new GeoIndex(slot);
    }
}
