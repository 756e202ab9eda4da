package io.tupelo.actor.names;

import io.tupelo.space.Batch;

/// What proves that a name is still held: what requires it takes effect only as long as the name hasn't gone to another.
///
/// @param entry the number of the name's entry; of two holders of a name, the later has the greater one
public record Fence(long entry) {
    /// Lets a batch take effect only if the name is held still, and returns it.
    public Batch require(Batch batch) {
        return Registry.require(batch, Registry.NAMES, entry);
    }
}
