package io.tupelo.change;

import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;

/// Something that has happened to an entry, as the journal tells it.
///
/// @param entry the entry as it was then; one that was removed, as it was before
public record PastEvent(EventKind kind, Receipt receipt, EntryImage entry) {}
