package io.tupelo.actor.facet;

import io.tupelo.actor.Facet;
import io.tupelo.actor.FacetContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what actors handle, and how long that takes. One for each actor, or one for many, whose figures are those of all. Thread-safe.
public final class Metrics<M> implements Facet<M> {
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    /// When those that handle a message just now began.
    private final ConcurrentHashMap<String, Long> began = new ConcurrentHashMap<>();

    /// The figures until now.
    ///
    /// @param handled how many messages were handled or refused further in
    /// @param failed how many have failed
    /// @param nanos how long that took, in nanoseconds, all together
    /// @param longestNanos how long the longest took, in nanoseconds
    /// @param busy how many are handled just now
    public record Figures(long handled, long failed, long nanos, long longestNanos, int busy) {}

    /// Returns the figures until now; while messages are handled, about.
    public Figures figures() {
        return new Figures(handled.sum(), failed.sum(), nanos.sum(), longest.get(), began.size());
    }

    @Override
    public @Nullable String before(FacetContext at, M message) {
        began.put(at.actor(), at.nanos());
        return null;
    }

    @Override
    public void after(FacetContext at, M message) {
        handled.increment();
        end(at);
    }

    @Override
    public boolean failed(FacetContext at, M message, Throwable failure) {
        failed.increment();
        end(at);
        return false;
    }

    private void end(FacetContext at) {
        Long start = began.remove(at.actor());
        long took = start == null ? 0 : at.nanos() - start;
        nanos.add(took);
        longest.accumulate(took);
    }
}
