package io.tupelo.actor.facet;

import io.tupelo.actor.Facet;
import io.tupelo.actor.FacetContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Refuses what is more than so many messages in a time, of all actors that it is put around together (a token bucket). Thread-safe.
public final class Throttle<M> implements Facet<M> {
    private final int most;
    private final long perNanos;
    /// So much of the bucket is full, in nanoseconds of the time it takes to fill it.
    private long filled;
    private long lookedAt;
    private boolean begun;

    /// Makes one.
    ///
    /// @param most how many messages, at least 1; as many may come at once
    /// @param per in which time
    public Throttle(int most, Duration per) {
        if (most < 1 || !per.isPositive()) {
            throw new IllegalArgumentException("at least one message in some time, not " + most + " in " + per);
        }
        this.most = most;
        this.perNanos = per.toNanos();
    }

    @Override
    public synchronized @Nullable String before(FacetContext at, M message) {
        long now = at.nanos();
        filled = begun ? Math.min(perNanos, filled + now - lookedAt) : perNanos;
        begun = true;
        lookedAt = now;
        long one = Math.max(1, perNanos / most);
        if (filled < one) {
            return at.actor() + " takes " + most + " messages in " + Duration.ofNanos(perNanos);
        }
        filled -= one;
        return null;
    }
}
