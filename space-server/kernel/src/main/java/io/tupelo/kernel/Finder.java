package io.tupelo.kernel;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorDefect;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.StoredEntry.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what a selection picks, for one who asks: first what anyone can find, then what the asker's own transaction
/// has written. Changes nothing but the count of scans.
final class Finder {
    /// What a search came to.
    enum Result {
        /// As many as asked for.
        FOUND,
        /// Too few, and others hold none.
        EMPTY,
        /// Enough only together with those that others hold.
        LOCKED
    }

    private static final int SCAN_STEPS_MIN = 100;
    private static final int SCANS_LISTED_MAX = 100;
    private static final int SMALL = 64;

    private final SpaceState space;
    /// What the last search found.
    private List<StoredEntry> found = List.of();
    private int steps;
    private int blocked;

    Finder(SpaceState space) {
        this.space = space;
    }

    List<StoredEntry> found() {
        return found;
    }

    /// Returns how many entries the last search looked at.
    int steps() {
        return steps;
    }

    /// Returns how many matches of the last search were passed over because others hold them.
    int blocked() {
        return blocked;
    }

    /// Searches `container`.
    ///
    /// @param own the asker's transaction, or null
    /// @param exclusive whether the asker wants to take what is found, so that no other may have read-locked it
    /// @throws Refusal if a coordinator fails
    Result find(ContainerState container, Selection selection, @Nullable TransactionState own, boolean exclusive) {
        try {
            return findAll(container, selection, own, exclusive);
        } catch (CoordinatorDefect defect) {
            throw Refusal.of(defect);
        }
    }

    private Result findAll(
            ContainerState container, Selection selection, @Nullable TransactionState own, boolean exclusive) {
        Count count = selection.howMany();
        int wanted = count.number();
        found = wanted == 1 ? new ArrayList<>(1) : new ArrayList<>();
        steps = 0;
        blocked = 0;
        List<Selector> chain = selection.selectors();
        boolean stopped = search(container, container.available(), chain, own, exclusive, wanted);
        if (!stopped && own != null && found.size() < wanted) {
            PendingWrites pending = own.pending.get(container);
            if (pending != null) {
                search(container, pending.indexes(), chain, own, exclusive, wanted);
            }
        }
        int first = container.slot(chain.get(0).coordinator());
        if (isShort(count) && container.heldCount > 0 && !container.isWhole(first)) {
            countHeld(container, chain, own);
        }
        if (steps > SCAN_STEPS_MIN && steps > 10 * (found.size() + 1)) {
            noteScan(container, selection);
        }
        return result(count);
    }

    private boolean isShort(Count count) {
        return count.kind() == Count.Kind.ALL
                || (count.kind() != Count.Kind.AVAILABLE && found.size() < count.least());
    }

    private Result result(Count count) {
        int least = count.least();
        if (count.kind() == Count.Kind.ALL && blocked > 0) {
            return Result.LOCKED;
        }
        if (found.size() >= least) {
            return Result.FOUND;
        }
        return blocked > 0 && found.size() + blocked >= least ? Result.LOCKED : Result.EMPTY;
    }

    /// Collects into `found`; returns true if a held entry blocks all that come after it.
    private boolean search(
            ContainerState container,
            Coordinator[] indexes,
            List<Selector> chain,
            @Nullable TransactionState own,
            boolean exclusive,
            int wanted) {
        boolean strict = container.spec.strict() && isOrdered(container, chain);
        Iterator<? extends Item> candidates = candidates(container, indexes, chain, wanted);
        while (found.size() < wanted && candidates.hasNext()) {
            StoredEntry entry = (StoredEntry) candidates.next();
            steps++;
            if (entry.status == Status.HELD && (entry.holder == own || entry.concealed)) {
                continue;
            }
            if (entry.status == Status.HELD || (exclusive && entry.isReadByOthers(own))) {
                blocked++;
                if (strict) {
                    blocked = Math.max(blocked, wanted == Integer.MAX_VALUE ? blocked : wanted);
                    return true;
                }
                continue;
            }
            found.add(entry);
        }
        return false;
    }

    private static boolean isOrdered(ContainerState container, List<Selector> chain) {
        for (Selector selector : chain) {
            if (container.types[container.slot(selector.coordinator())].isOrdered()) {
                return true;
            }
        }
        return false;
    }

    private void countHeld(ContainerState container, List<Selector> chain, @Nullable TransactionState own) {
        Coordinator[] held = container.held();
        if (held == null) {
            return;
        }
        Iterator<? extends Item> candidates = candidates(container, held, chain, Integer.MAX_VALUE);
        while (candidates.hasNext()) {
            StoredEntry entry = (StoredEntry) candidates.next();
            if (entry.status == Status.HELD && entry.holder != own && !entry.concealed) {
                blocked++;
            }
        }
    }

    private Iterator<? extends Item> candidates(
            ContainerState container, Coordinator[] indexes, List<Selector> chain, int wanted) {
        Selector first = chain.get(0);
        Coordinator index = indexes[container.slot(first.coordinator())];
        if (chain.size() == 1) {
            return index.find(first.argument(), space::nextRandom);
        }
        if (chain.size() == 2 && index.limit(first.argument()) == Integer.MAX_VALUE) {
            Iterator<? extends Item> bySecond = drivenBySecond(container, indexes, chain, wanted);
            if (bySecond != null) {
                return bySecond;
            }
        }
        Iterator<? extends Item> candidates = index.find(first.argument(), space::nextRandom);
        for (Selector next : chain.subList(1, chain.size())) {
            candidates = narrowed(candidates, indexes[container.slot(next.coordinator())], next);
        }
        return candidates;
    }

    /// Walks the second selector's order and filters by the first, where that is cheaper than sorting what the first
    /// yields: when the first yields many, and few are wanted.
    private @Nullable Iterator<? extends Item> drivenBySecond(
            ContainerState container, Coordinator[] indexes, List<Selector> chain, int wanted) {
        Selector first = chain.get(0);
        Selector second = chain.get(1);
        Coordinator filter = indexes[container.slot(first.coordinator())];
        Coordinator order = indexes[container.slot(second.coordinator())];
        long many = filter.estimate(first.argument());
        long all = order.estimate(second.argument());
        boolean cheaper = many > SMALL && (long) wanted * all / many < many;
        if (!cheaper
                || !container.types[container.slot(second.coordinator())].isOrdered()
                || order.order(second.argument(), space::nextRandom) == null) {
            return null;
        }
        return filtered(order.find(second.argument(), space::nextRandom), filter, first);
    }

    private Iterator<? extends Item> narrowed(Iterator<? extends Item> before, Coordinator by, Selector selector) {
        Iterator<? extends Item> kept = filtered(before, by, selector);
        Comparator<Item> order = by.order(selector.argument(), space::nextRandom);
        int limit = by.limit(selector.argument());
        if (order == null && limit == Integer.MAX_VALUE) {
            return kept;
        }
        List<Item> all = new ArrayList<>();
        kept.forEachRemaining(all::add);
        if (order != null) {
            Collections.sort(all, order);
        }
        return all.subList(0, Math.min(limit, all.size())).iterator();
    }

    private static Iterator<Item> filtered(Iterator<? extends Item> before, Coordinator by, Selector selector) {
        return new Iterator<>() {
            private @Nullable Item next;

            @Override
            public boolean hasNext() {
                while (next == null && before.hasNext()) {
                    Item candidate = before.next();
                    next = by.test(selector.argument(), candidate) ? candidate : null;
                }
                return next != null;
            }

            @Override
            public Item next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                Item result = java.util.Objects.requireNonNull(next);
                next = null;
                return result;
            }
        };
    }

    private void noteScan(ContainerState container, Selection selection) {
        Selector first = selection.selectors().get(0);
        Coordinator index = container.available()[container.slot(first.coordinator())];
        if (index.explain(first.argument()).startsWith("scan")) {
            String shown = container.name() + ": " + selection;
            if (space.scans.size() < SCANS_LISTED_MAX || space.scans.containsKey(shown)) {
                space.scans.merge(shown, 1L, Long::sum);
            }
        }
    }
}
