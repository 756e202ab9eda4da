package io.tupelo.examples.swiftactors;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.names.Offer;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.examples.swiftactors.Greeter.Hello;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A process that runs the greeter if no other one does, until it is killed.
final class GreeterProcess {
    /// Where the greeter's address lies.
    static final ContainerSpec ADDRESSES = ContainerSpec.named("swift.addresses").with("key");

    /// What it prints when it would run the greeter.
    static final String STANDS_BY = "I stand by";

    /// What it prints when it does.
    static final String RUNS = "I run the greeter";

    private static final String NAME = "swift.greeter";
    private static final Duration LEASE = Duration.ofSeconds(5);

    private GreeterProcess() {}

    /// Runs it.
    ///
    /// @param arguments the address of the space, and the name of the process
    public static void main(String[] arguments) {
        String process = arguments[1];
        Space space = SpaceClient.connect(arguments[0]);
        SpaceActors actors = SpaceActors.open(space, ActorHost.open(), (actor, why) -> System.err.println(actor + ": " + why));
        SpaceNames names = SpaceNames.open(actors, process);
        Offer<Hello> offer = names.singleton(NAME, Hello.class, LEASE, _ -> ActorSpec.always(new Greeter(process)));
        say(STANDS_BY);
        while (!offer.isHere()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        String address = names.addressOf(names.named(NAME, Hello.class));
        space.container(ADDRESSES.name()).put("greeter", tuple(address));
        say(RUNS);
        while (true) {
            LockSupport.park();
        }
    }
}
