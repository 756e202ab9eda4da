package io.tupelo.actor;

import java.util.function.UnaryOperator;

/// A behavior with facets around it.
///
/// @param inner what is done within
record Faceted<M>(Behavior<M> inner, Facets<M> facets) implements Behavior<M> {
    static <M> Behavior<M> around(Behavior<M> behavior, Facets<M> facets) {
        return behavior instanceof Stop || facets.isEmpty() ? behavior : new Faceted<>(behavior, facets);
    }

    /// Returns what is done within all facets.
    static Behavior<?> within(Behavior<?> behavior) {
        return behavior instanceof Faceted<?> faceted ? faceted.inner : behavior;
    }

    static <M> Behavior<M> reshaped(Behavior<M> behavior, UnaryOperator<Facets<M>> change) {
        return behavior instanceof Faceted<M>(Behavior<M> inner, Facets<M> facets)
                ? around(inner, change.apply(facets))
                : around(behavior, change.apply(Facets.none()));
    }

    @SuppressWarnings("ReferenceEquality") // the same behavior is the same object
    private Behavior<M> become(Behavior<M> next) {
        return next == inner ? this : around(next, facets);
    }

    @Override
    public Behavior<M> receive(Context<M> context, M message) throws Exception {
        Next<M> next = new Next<>(inner);
        String refused = facets.around(context, message, () -> next.behavior = inner.receive(context, message));
        if (refused != null) {
            context.refuse(new ExitReason.Because(refused));
        }
        return become(next.behavior);
    }

    private static final class Next<M> {
        private Behavior<M> behavior;

        Next(Behavior<M> behavior) {
            this.behavior = behavior;
        }
    }

    @Override
    public Behavior<M> signal(Context<M> context, Signal signal) throws Exception {
        return become(inner.signal(context, signal));
    }

    @Override
    public void terminate(Context<M> context, ExitReason reason) throws Exception {
        inner.terminate(context, reason);
    }

    @Override
    public void exited(Context<M> context, ExitReason reason) throws Exception {
        inner.exited(context, reason);
    }
}
