package io.tupelo.actor.facet;

import org.jspecify.annotations.Nullable;

/// A message that says of which trace it is a part. That is a field of its own, which [Tracing#current] gives: so it goes wherever the
/// message goes, is as safe as that, and is seen where that is seen.
public interface Traced {
    /// Returns the trace and span that the message comes from, as a [`traceparent`](https://www.w3.org/TR/trace-context/); null or empty if
    /// it comes from none.
    @Nullable String traceparent();
}
