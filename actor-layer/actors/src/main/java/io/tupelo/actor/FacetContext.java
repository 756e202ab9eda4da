package io.tupelo.actor;

/// What a [Facet] knows of the actor that it is put around.
public interface FacetContext {
    /// Returns which actor: its name, its number, or `type/key`.
    String actor();

    /// Returns a time that only passes, in nanoseconds.
    long nanos();
}
