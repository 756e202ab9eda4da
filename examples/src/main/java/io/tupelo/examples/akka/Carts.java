package io.tupelo.examples.akka;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.actor.otp.Call;
import io.tupelo.examples.akka.Cart.Command;
import io.tupelo.examples.akka.Cart.Summary;
import io.tupelo.examples.stage.JavaProcess;
import io.tupelo.examples.stage.Stage;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// 64 carts on two hosts, one of which is killed while items are added. This process hosts none: it only sends.
final class Carts {
    private static final int CARTS = 64;
    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<VirtualRef<Command>> carts;

    private Carts(SpaceActors actors) {
        carts = IntStream.rangeClosed(1, CARTS)
                .mapToObj(number -> actors.ref(Cart.type("nobody"), "cart-" + number))
                .toList();
    }

    static void run(Stage stage) throws Exception {
        try (Space space = stage.connect();
                ActorHost host = ActorHost.open()) {
            SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> System.err.println(actor + ": " + why));
            Carts carts = new Carts(actors);
            try (JavaProcess one = start(stage, "one");
                    JavaProcess two = start(stage, "two")) {
                one.awaitLine(CartHost.READY);
                two.awaitLine(CartHost.READY);
                carts.fill(one);
                carts.count();
            }
        }
    }

    private static JavaProcess start(Stage stage, String host) throws Exception {
        return JavaProcess.start(host, CartHost.class, List.of(stage.address(), host));
    }

    private void fill(JavaProcess victim) throws InterruptedException {
        show("hosts that answer", 2, hosts(askAll(new Command.Add(1))).size());
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (VirtualRef<Command> cart : carts) {
                sent.add(cart.send(new Command.Add(1)));
            }
            if (round == ROUNDS / 2) {
                victim.kill();
                say("killed one, while items were added");
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    private void count() {
        List<Summary> summaries = askAll(new Command.Look());
        long full = summaries.stream().filter(summary -> summary.number() == ROUNDS + 1).count();
        show("carts with " + (ROUNDS + 1) + " items each", (long) CARTS, full);
        show("hosts that answer", Set.of("two"), hosts(summaries));
        askAll(new Command.Forget());
    }

    private List<Summary> askAll(Call<Summary> question) {
        return carts.stream().map(cart -> cart.askAsync(question, PATIENCE)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Set<String> hosts(List<Summary> summaries) {
        return summaries.stream().map(Summary::host).collect(Collectors.toSet());
    }
}
