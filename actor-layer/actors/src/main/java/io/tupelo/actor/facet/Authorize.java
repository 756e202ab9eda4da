package io.tupelo.actor.facet;

import io.tupelo.actor.Facet;
import io.tupelo.actor.FacetContext;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Refuses messages that are not allowed. Who has sent one is known from the message alone.
///
/// @param allowed says whether an actor may be sent a message; it is given the actor and the message, and is thread-safe
public record Authorize<M>(BiPredicate<String, ? super M> allowed) implements Facet<M> {
    @Override
    public @Nullable String before(FacetContext at, M message) {
        return allowed.test(at.actor(), message)
                ? null
                : message.getClass().getSimpleName() + " is not allowed to be sent to " + at.actor();
    }
}
