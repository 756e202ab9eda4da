package io.tupelo.change;

/// A coordinate that its coordinator keeps in a form of its own, as [io.tupelo.coordinator.CoordinatorType#save] writes it down.
///
/// @param value what a field can hold
public record OwnForm(Object value) {}
