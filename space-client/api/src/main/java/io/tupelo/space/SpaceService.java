package io.tupelo.space;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What works on a node beside its spaces: it is started with each of them. Found by [java.util.ServiceLoader] when the node starts.
public interface SpaceService {
    /// Returns the interface by which others add to this service, named in `META-INF/services` of their JARs; empty if nobody can.
    default Optional<Class<?>> extension() {
        return Optional.empty();
    }

    /// Starts in a space, before the node's clients can connect. It may block.
    ///
    /// @param name the name of the space
    /// @param space a session with it, in this process; not to be closed
    /// @param failures is told what goes wrong later, a sentence each, and logs it; called by any thread
    /// @return what runs from now on, or empty if there is nothing to do: the session is closed then
    /// @throws IllegalArgumentException if what others have added can't be used; the node doesn't start, and says why
    Optional<Running> start(String name, Space space, Consumer<String> failures);

    /// A service that was started in a space.
    interface Running extends AutoCloseable {
        /// Returns what clients of the space may have executed, from its start on. When the service is closed they must answer still.
        List<AsyncProcedure> procedures();

        /// Ends it. The space is there still, its clients are gone.
        @Override
        void close();
    }
}
