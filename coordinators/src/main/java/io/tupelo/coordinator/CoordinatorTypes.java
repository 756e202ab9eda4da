package io.tupelo.coordinator;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The kinds of coordinators on the class path. Thread-safe.
public final class CoordinatorTypes {
    private CoordinatorTypes() {}

    /// Loads once, when first asked for.
    private static final class Installed {
        static final Map<String, CoordinatorType> TYPES = byName(ServiceLoader.load(CoordinatorType.class));
    }

    /// Returns every kind that is named in a `META-INF/services/io.tupelo.coordinator.CoordinatorType`, by its name.
    /// They are looked for once.
    ///
    /// @throws IllegalStateException if two of them have the same name
    public static Map<String, CoordinatorType> installed() {
        return Installed.TYPES;
    }

    static Map<String, CoordinatorType> byName(Iterable<CoordinatorType> types) {
        Map<String, CoordinatorType> byName = new TreeMap<>();
        for (CoordinatorType type : types) {
            CoordinatorType other = byName.put(type.name(), type);
            if (other != null) {
                throw new IllegalStateException("two coordinators are called " + type.name() + ": "
                        + other.getClass().getName() + " and " + type.getClass().getName() + "; rename one");
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}
