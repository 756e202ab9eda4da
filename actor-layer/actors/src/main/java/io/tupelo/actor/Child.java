package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// What a supervisor knows of a child. Of the supervisor's turn.
final class Child {
    final ActorSpec<?> actor;
    final ChildSpec.Rule rule;
    /// Its id; null in a dynamic supervisor, where it is known by its cell.
    private final @Nullable String id;
    /// Null until it began, and once it has ended in good order.
    @Nullable Cell<?> cell;

    boolean running;
    boolean restarting;

    Child(@Nullable String id, ActorSpec<?> actor, ChildSpec.Rule rule) {
        this.id = id;
        this.actor = actor;
        this.rule = rule;
    }

    static Child of(ChildSpec<?> spec) {
        return new Child(spec.id(), spec.actor(), spec.rule());
    }

    /// Returns what it is found by: its id, or itself.
    Object key() {
        return id != null ? id : this;
    }

    String name() {
        return id != null ? id : cell != null ? cell.name() : String.valueOf(actor.name());
    }
}
