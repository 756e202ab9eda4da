package io.tupelo.coordinator;

import java.util.List;

/// What to pick from a container: a chain of selectors, each narrowing what the one before it yields, and how many of
/// what the last one yields. Immutable.
///
/// A selector that orders (`fifo`, `lifo`, `priority`, `vector`, `random`, `query` with an order) puts what it gets
/// into its order; one that filters (`key`, `label`, `linda`, `any`) keeps the order, which is that of positions if it
/// comes first.
public sealed interface Selection permits Selector, Chain {
    /// Returns the selectors in order; at least one.
    List<Selector> selectors();

    /// Returns how many are picked.
    Count howMany();

    /// Returns this selection with `next` narrowing what it yields.
    default Selection then(Selector next) {
        return Chain.of(selectors(), next, howMany());
    }

    /// Returns this selection, picking exactly `n`: all of them or nothing, waiting until there are as many.
    default Selection count(int n) {
        return new Chain(selectors(), Count.exactly(n));
    }

    /// Returns this selection, picking at least one and at most `n`.
    default Selection upTo(int n) {
        return new Chain(selectors(), Count.upTo(n));
    }

    /// Returns this selection, picking all that nobody holds, maybe none; it never waits for data (XVSM's COUNT_MAX).
    default Selection available() {
        return new Chain(selectors(), Count.AVAILABLE);
    }

    /// Returns this selection, picking every match; `Locked` if someone holds one (XVSM's COUNT_ALL).
    default Selection all() {
        return new Chain(selectors(), Count.ALL);
    }
}
