package io.tupelo.space;

import io.tupelo.tuple.Tuple;
import java.util.concurrent.CompletableFuture;

/// A procedure that holds no thread until it answers: what a [SpaceService] does for the clients of its space. Started by
/// [Space#execute], as a [Procedure] is.
public interface AsyncProcedure {
    /// Returns the name it is executed by, unlike that of any other procedure of the space.
    String name();

    /// Begins. The calls of one session come one after the other, in their order. It is called on threads that serve all clients, so it
    /// must not block.
    ///
    /// A call that runs when the server ends is started again, perhaps on another server, if its caller comes back.
    ///
    /// @param arguments what the caller gave
    /// @return completes with what the caller gets; a failure reaches it as `PROCEDURE_FAILED`
    CompletableFuture<Tuple> start(Tuple arguments);
}
