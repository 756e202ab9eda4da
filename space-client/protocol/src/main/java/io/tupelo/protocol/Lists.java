package io.tupelo.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Lists as they grow while a repeated field is read: immutable for none and one, which most are.
final class Lists {
    private Lists() {}

    static <T> List<T> with(List<T> list, T next) {
        if (list.isEmpty()) {
            return List.of(next);
        }
        if (list instanceof ArrayList<T> growing) {
            growing.add(next);
            return growing;
        }
        List<T> growing = new ArrayList<>();
        growing.addAll(list);
        growing.add(next);
        return growing;
    }

    /// Returns the list, not to be changed any more.
    static <T> List<T> closed(List<T> list) {
        return list instanceof ArrayList<T> ? Collections.unmodifiableList(list) : list;
    }
}
