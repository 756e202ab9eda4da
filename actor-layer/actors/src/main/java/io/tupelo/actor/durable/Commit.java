package io.tupelo.actor.durable;

import io.tupelo.operation.Operation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a step brings about, once it is safe.
///
/// @param activation whose step it is
/// @param mail the number of the entry of the actor's mail that it takes, the oldest one; null if it takes none
/// @param state writes the state, or deletes it; null to leave it
/// @param writes what else it writes
/// @param then what is done when it is safe: an answer to who is in this process
/// @param otherwise what is done if it never will be: with why it isn't known whether it took effect, or why it never can; or with null
///     if it didn't, for what others have done
record Commit(
        Activation<?, ?> activation,
        @Nullable Long mail,
        @Nullable Operation state,
        List<Operation> writes,
        Runnable then,
        Consumer<@Nullable String> otherwise) {
    /// Returns how many messages of the actor's mail it takes.
    int taken() {
        return mail == null ? 0 : 1;
    }
}
