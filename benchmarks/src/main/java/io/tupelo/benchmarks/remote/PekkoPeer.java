package io.tupelo.benchmarks.remote;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/// The other process: an actor system with the actor.
final class PekkoPeer {
    static final String SYSTEM = "peer";

    private @Nullable ActorRef<PekkoMessage> sender;
    private int received;

    private PekkoPeer() {}

    /// As delivered, but for the log, the number of threads, and a queue that holds what is ahead: what doesn't fit is dropped.
    static Config config() {
        return ConfigFactory.parseString("""
                pekko.loglevel = OFF
                pekko.stdout-loglevel = OFF
                pekko.use-slf4j = off
                pekko.actor.provider = remote
                pekko.actor.serializers.bench = "%s"
                pekko.actor.serialization-bindings."%s" = bench
                pekko.actor.default-dispatcher.fork-join-executor.parallelism-min = 2
                pekko.actor.default-dispatcher.fork-join-executor.parallelism-max = 2
                pekko.remote.use-unsafe-remote-features-outside-cluster = on
                pekko.remote.warn-about-direct-use = off
                pekko.remote.artery.transport = tcp
                pekko.remote.artery.canonical.hostname = "127.0.0.1"
                pekko.remote.artery.canonical.port = 0
                pekko.remote.artery.advanced.outbound-message-queue-size = %d
                """.formatted(PekkoSerializer.class.getName(), PekkoMessage.class.getName(), 2 * RemoteSide.AHEAD))
                .withFallback(ConfigFactory.load());
    }

    /// Listens on a free port of the loopback address, which it prints, until it is killed.
    public static void main(String[] arguments) {
        ActorSystem<SpawnProtocol.Command> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    var _ = context.spawn(Behaviors.receiveMessage(new PekkoPeer()::receive), RemoteSide.NAME);
                    return SpawnProtocol.create();
                }),
                SYSTEM,
                config());
        System.out.println("echo on :" + system.address().getPort().orElseThrow());
        System.out.flush();
    }

    private Behavior<PekkoMessage> receive(PekkoMessage message) {
        switch (message) {
            case PekkoMessage.Begin begin -> sender = begin.sender();
            case PekkoMessage.Item _ -> {
                if (++received % RemoteSide.ACKNOWLEDGED == 0 && sender != null) {
                    sender.tell(new PekkoMessage.Received(RemoteSide.ACKNOWLEDGED));
                }
            }
            case PekkoMessage.Ask(String payload, var replyTo) -> replyTo.tell(new PekkoMessage.Item(payload));
            case PekkoMessage.Received _ -> throw new IllegalStateException("this one sends no items");
        }
        return Behaviors.same();
    }
}
