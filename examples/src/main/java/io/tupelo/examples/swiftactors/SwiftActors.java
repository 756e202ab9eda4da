package io.tupelo.examples.swiftactors;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.actor.test.Probe;
import io.tupelo.examples.stage.JavaProcess;
import io.tupelo.examples.stage.Stage;
import io.tupelo.examples.swiftactors.Greeter.Hello;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Swift's actors in Tupelo: a bank that nobody gets into while it waits, and a reference that outlives the process it leads to.
public final class SwiftActors {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SwiftActors() {}

    /// Runs it; the references on a node of its own or, if an address is given, on that one.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address)) {
            isolation();
            references(stage);
        }
    }

    /// Both transfers are there before the first is approved.
    private static void isolation() {
        try (ActorHost host = ActorHost.open()) {
            Probe<Bank.Approve> authority = Probe.on(host);
            Probe<Boolean> answers = Probe.on(host);
            ActorRef<Bank.Order> bank = host.spawn(Bank.spec(Map.of("ann", 100L), authority.ref()));
            bank.tell(new Bank.Order.Transfer("ann", "bob", 80, answers.ref()));
            bank.tell(new Bank.Order.Transfer("ann", "carol", 80, answers.ref()));
            authority.reply(Bank.Approve.class, Bank.Approve::replyTo, true, PATIENCE);
            List<Boolean> both = List.of(answers.expect(PATIENCE), answers.expect(PATIENCE));
            show("two transfers of 80 out of 100", List.of(true, false), both);
            Map<String, Long> balances = new TreeMap<>(bank.ask(Bank.Order.Balances::new, PATIENCE));
            show("balances", Map.of("ann", 20L, "bob", 80L), balances);
        }
    }

    /// This process has the reference only; the actor is in one of two others, of which the one that runs it is killed.
    private static void references(Stage stage) throws Exception {
        try (Space space = stage.connect();
                ActorHost host = ActorHost.open()) {
            Container addresses = stage.create(space, GreeterProcess.ADDRESSES);
            SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> System.err.println(actor + ": " + why));
            try (SpaceNames names = SpaceNames.open(actors, "caller");
                    JavaProcess one = start(stage, "one")) {
                one.awaitLine(GreeterProcess.RUNS);
                String address = addresses.read(key("greeter")).orElseThrow().tuple().string(0);
                ActorRef<Hello> greeter = names.resolve(address, Hello.class);
                show("an actor of another process, found in a tuple", "Hello, Ann, from one", hello(greeter, "Ann"));
                try (JavaProcess two = start(stage, "two")) {
                    two.awaitLine(GreeterProcess.STANDS_BY);
                    one.kill();
                    say("killed one");
                    two.awaitLine(GreeterProcess.RUNS);
                    show("the same reference", "Hello, Bob, from two", hello(greeter, "Bob"));
                }
            }
        }
    }

    private static JavaProcess start(Stage stage, String process) throws IOException {
        return JavaProcess.start(process, GreeterProcess.class, List.of(stage.address(), process));
    }

    private static String hello(ActorRef<Hello> greeter, String name) {
        return greeter.ask(replyTo -> new Hello(name, replyTo), PATIENCE);
    }
}
