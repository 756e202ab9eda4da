package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is to be held, and for whom.
///
/// @param address under which the actor is reached
/// @param labels what it is found by beside its address
/// @param messages what the actor accepts
/// @param lease how long it stays if this process isn't heard of; null for as long as the session
/// @param actor starts the actor once the address is held, or returns one that is there
/// @param owned whether the actor ends with it
record Holding<M>(
        String address,
        List<String> labels,
        Class<M> messages,
        @Nullable Duration lease,
        Function<Fence, ActorRef<M>> actor,
        boolean owned) {}
