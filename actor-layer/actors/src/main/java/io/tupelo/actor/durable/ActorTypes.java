package io.tupelo.actor.durable;

import java.util.List;

/// Types of actors that a server hosts. What implements this is named in `META-INF/services` of a JAR that the server is given by
/// `--actors`, or that is on its class path. It has a public constructor without arguments.
public interface ActorTypes {
    /// Returns the types, at least one. Called once.
    List<ActorType<?, ?>> types();

    /// Begins what runs beside them, such as supervisors, on [SpaceActors#actors]; it ends with them. Called once for each space, after the
    /// types are hosted there. Does nothing, if it isn't implemented.
    ///
    /// @throws RuntimeException to keep the server from starting
    default void started(SpaceActors actors) {}
}
