package io.tupelo.operation;

import org.jspecify.annotations.Nullable;

/// Something that happened in a container.
///
/// @param kind what
/// @param container where
/// @param receipt where in the order
/// @param entry the entry as it stood then; null for [EventKind#GAP] alone
public record Event(EventKind kind, String container, Receipt receipt, @Nullable Entry entry) {}
