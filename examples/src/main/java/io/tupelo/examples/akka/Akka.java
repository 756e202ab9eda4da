package io.tupelo.examples.akka;

import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.test.Probe;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Akka in Tupelo: questions that are stashed, an end that is watched, and entities that outlive their host.
public final class Akka {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Akka() {}

    /// Runs it; the entities on a node of its own or, if an address is given, on that one.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address)) {
            try (ActorHost host = ActorHost.open()) {
                Probe<String> probe = Probe.on(host);
                stashes(host, probe);
                watches(host, probe);
            }
            Carts.run(stage);
        }
    }

    private static void stashes(ActorHost host, Probe<String> probe) {
        CompletableFuture<Map<String, String>> data = new CompletableFuture<>();
        ActorRef<DataAccess.Message> access = host.spawn(DataAccess.spec(data));
        access.tell(new DataAccess.Message.Get("ann", probe.ref()));
        access.tell(new DataAccess.Message.Get("bob", probe.ref()));
        data.complete(Map.of("ann", "1010 Vienna", "bob", "8010 Graz"));
        List<String> answers = List.of(probe.expect(PATIENCE), probe.expect(PATIENCE));
        show("asked before the data were there", List.of("1010 Vienna", "8010 Graz"), answers);
        String asked = access.ask(replyTo -> new DataAccess.Message.Get("bob", replyTo), PATIENCE);
        show("asked afterwards", "8010 Graz", asked);
    }

    private static void watches(ActorHost host, Probe<String> probe) {
        CompletableFuture<Map<String, String>> data = new CompletableFuture<>();
        ActorRef<DataAccess.Message> access = host.spawn(DataAccess.spec(data));
        probe.watch(access);
        data.completeExceptionally(new IllegalStateException("the disk is gone"));
        boolean failed = probe.expectDown(access, PATIENCE) instanceof ExitReason.Failed;
        show("who watches was told of the failure", true, failed);
    }
}
