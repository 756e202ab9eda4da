package io.tupelo.benchmarks.remote;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The other process: a server that keeps its space on disk, with an actor beside it.
final class TupeloPeer implements Behavior<TupeloMessage> {
    private @Nullable ActorRef<TupeloMessage.Received> sender;
    private int received;

    private TupeloPeer() {}

    /// Listens on a free port of the loopback address, which it prints, until it is killed.
    public static void main(String[] arguments) throws IOException {
        TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0).withData(Path.of(arguments[0])));
        Space space = Space.over(server.space("default"));
        ActorHost host = ActorHost.open();
        SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> System.err.println(actor + ": " + why));
        SpaceNames names = SpaceNames.open(actors, "peer");
        var _ = names.register(RemoteSide.NAME, host.spawn(ActorSpec.of(_ -> new TupeloPeer())), TupeloMessage.class);
        System.out.println("echo on :" + server.port());
        System.out.flush();
    }

    @Override
    public Behavior<TupeloMessage> receive(Context<TupeloMessage> context, TupeloMessage message) {
        switch (message) {
            case TupeloMessage.Begin begin -> sender = begin.sender();
            case TupeloMessage.Item _ -> {
                if (++received % RemoteSide.ACKNOWLEDGED == 0 && sender != null) {
                    sender.tell(new TupeloMessage.Received(RemoteSide.ACKNOWLEDGED));
                }
            }
            case TupeloMessage.Ask(String payload, var replyTo) -> replyTo.tell(payload);
        }
        return this;
    }
}
