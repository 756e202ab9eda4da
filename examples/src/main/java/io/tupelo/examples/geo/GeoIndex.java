package io.tupelo.examples.geo;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items of one container by place: the index of `geo`.
final class GeoIndex implements Coordinator {
    private final int slot;
    private final Grid grid = new Grid();

    GeoIndex(int slot) {
        this.slot = slot;
    }

    private @Nullable Place placeOf(Item item) {
        return item.coordinate(slot) instanceof List<?> numbers ? Place.of(numbers) : null;
    }

    private static Circle circle(@Nullable Object argument) {
        return Circle.of(Objects.requireNonNull(argument));
    }

    @Override
    public void add(Item item) {
        Place place = placeOf(item);
        if (place != null) {
            grid.add(place, item);
        }
    }

    @Override
    public void remove(Item item) {
        Place place = placeOf(item);
        if (place != null) {
            grid.remove(place, item);
        }
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        Circle circle = circle(argument);
        List<Item> found = new ArrayList<>();
        grid.near(circle, cell -> cell.forEach(item -> {
            if (contains(circle, item)) {
                found.add(item);
            }
        }));
        found.sort(nearestFirst(circle));
        return found.iterator();
    }

    @Override
    public int estimate(@Nullable Object argument) {
        int[] sum = new int[1];
        grid.near(circle(argument), cell -> sum[0] += cell.size());
        return sum[0];
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return contains(circle(argument), item);
    }

    private boolean contains(Circle circle, Item item) {
        Place place = placeOf(item);
        return place != null && circle.contains(place);
    }

    @Override
    public Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        return nearestFirst(circle(argument));
    }

    private Comparator<Item> nearestFirst(Circle circle) {
        return Comparator.<Item>comparingDouble(item -> kilometres(circle, item)).thenComparingLong(Item::position);
    }

    private double kilometres(Circle circle, Item item) {
        Place place = placeOf(item);
        return place == null ? Double.POSITIVE_INFINITY : circle.centre().kilometresTo(place);
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "grid of one degree, " + grid.size() + " entries in it";
    }
}
