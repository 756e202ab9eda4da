package io.tupelo.space;

import io.tupelo.tuple.Tuple;

/// Code that runs beside the data, named in `META-INF/services` on a node and started by [Space#execute].
///
/// It runs on a thread of its own, outside the space's lock, with a session that ends with it. It must be thread-safe.
public interface Procedure {
    /// The name of the procedure that every space has: it lets a degraded space read its files again, and go on. Its argument is
    /// any tuple.
    String RESUME = "tupelo.resume";

    /// Returns the name it is executed by, unique on a node.
    String name();

    /// Runs it.
    ///
    /// @param space the space it was called in; not to be closed
    /// @param arguments what the caller gave
    /// @return what the caller gets
    /// @throws Exception what is thrown reaches the caller as `PROCEDURE_FAILED`; what was done before stands
    Tuple run(Space space, Tuple arguments) throws Exception;
}
