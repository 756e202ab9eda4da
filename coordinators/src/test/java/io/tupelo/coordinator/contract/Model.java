package io.tupelo.coordinator.contract;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An index under test beside the plain list of what is in it.
final class Model {
    final Coordinator index;
    final TreeMap<Long, PlacedItem> present = new TreeMap<>();

    private final CoordinatorContract contract;
    private final List<PlacedItem> gone = new ArrayList<>();
    private long last;

    Model(CoordinatorContract contract) {
        this.contract = contract;
        this.index = contract.type().create(0);
    }

    /// Does one thing that a container may do: adds, removes, or brings back.
    void step(Random random) {
        int choice = random.nextInt(10);
        if (choice < 5 || present.isEmpty()) {
            add(random);
        } else if (choice < 8 || gone.isEmpty()) {
            remove(any(random));
        } else {
            comeBack(gone.remove(random.nextInt(gone.size())));
        }
    }

    private void add(Random random) {
        Object given = contract.type().checkCoordinate(contract.randomCoordinate(random));
        try {
            Object placed = index.place(given);
            if (index.conflict(placed) == null) {
                last += 1 + random.nextInt(3);
                put(new PlacedItem(1000 - last, last, contract.randomTuple(random), placed));
            }
        } catch (InvalidSelectionException noSuchPlace) {
            // A vector has no such index yet: nothing is written.
        }
    }

    private void put(PlacedItem item) {
        index.add(item);
        present.put(item.position(), item);
    }

    private void comeBack(PlacedItem item) {
        if (index.conflict(item.placed()) == null) {
            put(item);
        }
    }

    PlacedItem any(Random random) {
        return new ArrayList<>(present.values()).get(random.nextInt(present.size()));
    }

    void remove(PlacedItem item) {
        index.remove(item);
        present.remove(item.position());
        gone.add(item);
    }

    /// Makes the index anew from what is there.
    Coordinator rebuilt() {
        Coordinator anew = contract.type().create(0);
        present.values().forEach(anew::add);
        return anew;
    }

    static List<Long> found(Coordinator index, @Nullable Object argument, long seed) {
        List<Long> found = new ArrayList<>();
        Random random = new Random(seed);
        index.find(argument, random::nextLong).forEachRemaining(item -> found.add(item.id()));
        return found;
    }

    /// Says what should be found, by asking each item.
    List<Long> expected(@Nullable Object argument, long seed) {
        List<Item> matching = new ArrayList<>();
        for (Item item : present.values()) {
            if (index.test(argument, item)) {
                matching.add(item);
            }
        }
        Comparator<Item> order = index.order(argument, new Random(seed)::nextLong);
        if (order != null) {
            matching.sort(order);
        }
        return matching.stream().limit(index.limit(argument)).map(Item::id).toList();
    }
}
