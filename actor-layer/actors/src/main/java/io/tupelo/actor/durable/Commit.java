package io.tupelo.actor.durable;

import io.tupelo.operation.Operation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a step brings about, once it is safe.
///
/// @param activation whose step it is
/// @param taken how many messages of the actor's mail it takes: the oldest
/// @param state writes the state, or deletes it; null to leave it
/// @param writes what else it writes
/// @param then what is done when it is safe: an answer to who is in this process
/// @param otherwise what is done if it never will be: with why it isn't known whether it took effect, or why it never can; or with null
///     if it didn't, for what others have done
record Commit(
        Activation<?, ?> activation,
        int taken,
        @Nullable Operation state,
        List<Operation> writes,
        Runnable then,
        Consumer<@Nullable String> otherwise) {}
