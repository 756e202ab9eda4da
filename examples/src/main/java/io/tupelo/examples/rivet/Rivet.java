package io.tupelo.examples.rivet;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.examples.rivet.Counter.Action;
import io.tupelo.examples.stage.Server;
import io.tupelo.examples.stage.Silo;
import io.tupelo.examples.stage.Stage;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;

/// Has a counter plan what it does, and kills the server that hosts it before that is due, and while it is.
public final class Rivet {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 3;
    private static final int ROUNDS = 50;
    /// The last action of a round is due so much after the first: some are while the server is away.
    private static final int MILLIS_MAX = 2_000;

    private Rivet() {}

    /// Runs it, with a server of its own.
    ///
    /// @throws IllegalArgumentException if it is given the address of a server, which it would kill
    /// @throws IllegalStateException if an action was lost, or done twice
    public static void main(String[] arguments) throws Exception {
        Stage.needsItsOwnServer("rivet", arguments);
        try (Server server = Server.start(Counter.Types.class);
                Silo client = Silo.start(server.address(), "client")) {
            one(server, client);
            many(server, client);
        }
    }

    private static void one(Server server, Silo client) throws Exception {
        VirtualRef<Action> counter = client.actors().ref(Counter.TYPE, "one");
        show("5 are counted at once", 5L, counter.ask(new Action.Increment(5), PATIENCE));
        say("10 are planned: " + counter.ask(new Action.After(1_000, 10), PATIENCE));
        say("100 are planned: " + counter.ask(new Action.At(Instant.now().plusMillis(1_000), 100), PATIENCE));
        String never = counter.ask(new Action.After(60_000, 1_000), PATIENCE);
        say("1000 are planned, and cancelled: " + never);
        counter.ask(new Action.Cancel(never), PATIENCE);
        server.killAndRestart();
        Stage.awaitQuiet(client.space());
        show("the counter, in the space", Tuple.of(new Counter.Count(115, 3)), Stage.kept(client.space(), "counter/one"));
    }

    private static void many(Server server, Silo client) throws Exception {
        VirtualRef<Action> counter = client.actors().ref(Counter.TYPE, "many");
        long sum = 0;
        long planned = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            for (int i = 0; i < ROUNDS; i++) {
                long millis = (long) MILLIS_MAX * i / ROUNDS;
                counter.send(new Action.Increment(1)).join();
                counter.send(new Action.After(millis, 2)).join();
                counter.send(new Action.At(Instant.now().plusMillis(millis), 3)).join();
                sum += 1 + 2 + 3;
                planned += 2;
            }
            server.killAndRestart();
        }
        Stage.awaitQuiet(client.space());
        Tuple expected = Tuple.of(new Counter.Count(sum, planned));
        show("what was counted at once, after a while, and at a time", expected, Stage.kept(client.space(), "counter/many"));
    }
}
