package io.tupelo.examples.geo;

import io.tupelo.coordinator.Selector;
import java.util.List;

/// The words for the coordinator `geo`, for static import.
public final class Geo {
    /// The coordinator's name.
    public static final String NAME = "geo";

    private Geo() {}

    /// The place an entry is at, in degrees: north and east are positive.
    public static Selector at(double latitude, double longitude) {
        return new Selector(NAME, List.of(latitude, longitude));
    }

    /// Selects the entries at most `radiusKm` kilometres from a place, the nearest first, the oldest first at one place.
    public static Selector within(double latitude, double longitude, double radiusKm) {
        return new Selector(NAME, List.of(latitude, longitude, radiusKm));
    }
}
