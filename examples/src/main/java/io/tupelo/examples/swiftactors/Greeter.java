package io.tupelo.examples.swiftactors;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;

/// Greets whoever says hello, wherever they are.
///
/// @param process where it runs
record Greeter(String process) implements Behavior<Greeter.Hello> {
    /// Somebody says hello.
    record Hello(String name, ActorRef<String> replyTo) {}

    @Override
    public Behavior<Hello> receive(Context<Hello> context, Hello hello) {
        hello.replyTo().tell("Hello, " + hello.name() + ", from " + process);
        return this;
    }
}
