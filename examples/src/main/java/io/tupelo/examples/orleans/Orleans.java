package io.tupelo.examples.orleans;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.examples.orleans.PredictionGrain.Command;
import io.tupelo.examples.orleans.PredictionGrain.Data;
import io.tupelo.examples.stage.JavaProcess;
import io.tupelo.examples.stage.Server;
import io.tupelo.examples.stage.Silo;
import io.tupelo.examples.stage.Stage;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Orleans in Tupelo: grains that predict, on silos that are killed one after the other, and at last together with the server.
public final class Orleans {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GRAINS = 12;
    private static final int POINTS = 60;
    private static final long REVIEW_MILLIS = 200;

    private final Server server;
    private final Silo client;

    private Orleans(Server server, Silo client) {
        this.server = server;
        this.client = client;
    }

    /// Runs it, with a server and silos of its own.
    ///
    /// @throws IllegalArgumentException if it is given the address of a server, which it would kill
    /// @throws IllegalStateException if an observation is lost, or there twice, or a reminder comes no more
    public static void main(String[] arguments) throws Exception {
        Stage.needsItsOwnServer("orleans", arguments);
        try (Server server = Server.start();
                Silo client = Silo.start(server.address(), "client")) {
            Orleans orleans = new Orleans(server, client);
            try (JavaProcess first = orleans.silo("silo-1")) {
                orleans.predicts(first);
                try (JavaProcess second = orleans.silo("silo-2")) {
                    orleans.losesASilo(first);
                    orleans.losesAll(second);
                }
            }
            try (JavaProcess _ = orleans.silo("silo-3")) {
                orleans.goesOn();
            }
        }
    }

    private JavaProcess silo(String name) throws IOException, InterruptedException {
        return Silo.startProcess(server.address(), name, PredictionGrain.Types.class);
    }

    private VirtualRef<Command> grain(int number) {
        return client.actors().ref(PredictionGrain.TYPE, "grain-" + number);
    }

    /// Observes points of a line whose slope is the grain's number.
    private CompletableFuture<Void> observe(int grain, int x) {
        return grain(grain).send(new Command.Observe(x, grain * x + 1));
    }

    private Data kept(int grain) {
        Tuple tuple = Stage.kept(client.space(), "prediction/grain-" + grain);
        return tuple == null ? new Data(0, 0, 0, 0, 0, 0) : tuple.as(Data.class);
    }

    private static int count(IntPredicate grains) {
        return Math.toIntExact(IntStream.range(0, GRAINS).filter(grains).count());
    }

    /// The model is in memory: computed by a timer, gone when the grain is idle, and there again when it is asked.
    private void predicts(JavaProcess silo) throws InterruptedException {
        String model = "y = 2.0 x + 1.0";
        VirtualRef<Command> grain = client.actors().ref(PredictionGrain.TYPE, "house");
        for (int x = 0; x < 3; x++) {
            grain.send(new Command.Observe(x, 2 * x + 1)).join();
        }
        silo.awaitLine("house is refreshed: " + model);
        show("prediction for 10", 21.0, grain.ask(new Command.Predict(10), PATIENCE));
        silo.awaitLine("house is deactivated: " + model);
        show("prediction for 20", 41.0, grain.ask(new Command.Predict(20), PATIENCE));
        silo.awaitLine("house is activated: " + model);
    }

    /// Observations are sent all the time. The silo that is there goes on with the grains of the one that isn't.
    private void losesASilo(JavaProcess silo) throws InterruptedException {
        for (int grain = 0; grain < GRAINS; grain++) {
            show("reviews of grain-" + grain, 0L, grain(grain).ask(new Command.ReviewEvery(REVIEW_MILLIS), PATIENCE));
        }
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int x = 0; x < POINTS; x++) {
            for (int grain = 0; grain < GRAINS; grain++) {
                sent.add(observe(grain, x));
            }
            if (x == POINTS / 2) {
                Stage.awaitThat("some observations are kept", () -> count(grain -> kept(grain).points() > 0) == GRAINS);
                say("kill -9: silo-1 ended with status " + silo.kill());
            }
        }
        sent.forEach(CompletableFuture::join);
        Stage.awaitThat("all observations are kept", () -> count(grain -> kept(grain).points() >= POINTS) == GRAINS);
        Stage.awaitThat("all grains are reviewed", () -> count(grain -> kept(grain).reviews() > 0) == GRAINS);
    }

    /// The grains are nobody's, and then there is no server either.
    private void losesAll(JavaProcess silo) throws IOException, InterruptedException {
        say("kill -9: silo-2 ended with status " + silo.kill());
        Stage.awaitThat(
                "the grains are nobody's", () -> client.space().container("actors.shards").describe().entries() == 0);
        server.killAndRestart();
    }

    /// Nobody sends anything: a grain comes back since its reminder does.
    private void goesOn() {
        long[] before = IntStream.range(0, GRAINS).mapToLong(grain -> kept(grain).reviews()).toArray();
        Stage.awaitThat(
                "all grains are reviewed again", () -> count(grain -> kept(grain).reviews() > before[grain]) == GRAINS);
        say("all grains are reviewed again, on silo-3");
        long[] last = IntStream.range(0, GRAINS)
                .mapToLong(grain -> grain(grain).ask(new Command.StopReviews(), PATIENCE))
                .toArray();
        Stage.awaitQuiet(client.space());
        show("grains whose reviews have ended", GRAINS, count(grain -> kept(grain).reviews() == last[grain]));
        show("grains with exactly " + POINTS + " observations, in the space", GRAINS, count(grain -> kept(grain).points() == POINTS));
        show("grains that predict right", GRAINS, count(grain -> grain(grain).ask(new Command.Predict(100), PATIENCE) == 100 * grain + 1));
    }
}
