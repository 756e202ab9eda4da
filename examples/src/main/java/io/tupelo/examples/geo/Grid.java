package io.tupelo.examples.geo;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.PositionMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Items by the cell of one degree by one degree they lie in.
final class Grid {
    private static final int ROWS = 180;
    private static final int COLUMNS = 360;
    private static final int ROW_OFFSET = 90;
    private static final int COLUMN_OFFSET = 180;

    /// Only cells that hold something.
    private final Map<Integer, PositionMap<Item>> cells = new HashMap<>();

    private int size;

    int size() {
        return size;
    }

    void add(Place place, Item item) {
        var _ = cells.computeIfAbsent(cell(place), _ -> new PositionMap<>()).put(item.position(), item);
        size++;
    }

    void remove(Place place, Item item) {
        int cell = cell(place);
        PositionMap<Item> there = cells.get(cell);
        if (there != null && there.remove(item.position()) != null) {
            size--;
            if (there.isEmpty()) {
                cells.remove(cell);
            }
        }
    }

    private static int cell(Place place) {
        return cell(row(place.latitude()), column(Math.floor(place.longitude())));
    }

    private static int cell(int row, int column) {
        return row * COLUMNS + column;
    }

    private static int row(double latitude) {
        return Math.clamp((long) Math.floor(latitude) + ROW_OFFSET, 0, ROWS - 1);
    }

    /// The earth is round: the column east of the last one is the first.
    private static int column(double wholeLongitude) {
        return Math.floorMod((int) wholeLongitude + COLUMN_OFFSET, COLUMNS);
    }

    /// Passes the cells that `circle` touches, and maybe some beside, in no particular order.
    void near(Circle circle, Consumer<PositionMap<Item>> visitor) {
        Place centre = circle.centre();
        int south = row(centre.latitude() - circle.reachNorth());
        int north = row(centre.latitude() + circle.reachNorth());
        double west = Math.floor(centre.longitude() - circle.reachEast());
        int columns = (int) Math.min(COLUMNS, Math.floor(centre.longitude() + circle.reachEast()) - west + 1);
        long touched = (long) (north - south + 1) * columns;
        if (touched >= cells.size()) {
            all().forEach(visitor);
            return;
        }
        for (int row = south; row <= north; row++) {
            for (int step = 0; step < columns; step++) {
                visit(cells.get(cell(row, column(west + step))), visitor);
            }
        }
    }

    private static void visit(@Nullable PositionMap<Item> cell, Consumer<PositionMap<Item>> visitor) {
        if (cell != null) {
            visitor.accept(cell);
        }
    }

    private Collection<PositionMap<Item>> all() {
        return cells.values();
    }
}
