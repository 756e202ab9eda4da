package io.tupelo.examples.mozartspaces;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.lifo;
import static io.tupelo.coordinator.Coordinators.priority;
import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// MozartSpaces in Tupelo: one container with several coordinators, a chain of selectors, a bound, a transaction over two
/// containers, and an aspect.
public final class MozartSpaces {
    private static final Wait PATIENCE = Wait.atMost(Duration.ofSeconds(10));
    private static final ContainerSpec ORDERS = ContainerSpec.named("mozart.orders")
            .with("fifo").with("lifo").with("key").with("label").with("priority");

    private MozartSpaces() {}

    /// Runs it on a node of its own or, if an address is given, on that one.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address); Space space = stage.connect()) {
            Container orders = stage.create(space, ORDERS);
            order(orders, "o1", "bread", "food", 1);
            order(orders, "o2", "lamp", "home", 9);
            order(orders, "o3", "cheese", "food", 7);
            order(orders, "o4", "salt", "food", 7);
            coordinators(orders);
            chain(orders);
            bound(space, stage);
            transaction(space, orders, stage);
            aspect(space, stage);
        }
    }

    /// One entry, and what each of four coordinators is told about it.
    private static void order(Container orders, String number, String what, String kind, long urgency) {
        orders.write(tuple("order", what), key(number), label(kind), priority(urgency));
    }

    private static void coordinators(Container orders) {
        show("fifo", "bread", what(orders, fifo()));
        show("lifo", "salt", what(orders, lifo()));
        show("key o2", "lamp", what(orders, key("o2")));
        show("label home", "lamp", what(orders, label("home")));
        show("priority", "lamp", what(orders, priority()));
    }

    private static void chain(Container orders) {
        Outcome urgent = orders.read(label("food").then(priority()).count(2));
        show("label food | priority | count 2", List.of("cheese", "salt"), whats(urgent));
        show("label food | priority | lifo", "salt", what(orders, label("food").then(priority()).then(lifo())));
    }

    private static void bound(Space space, Stage stage) throws Exception {
        Container shelf = stage.create(space, ContainerSpec.named("mozart.shelf").with("fifo").bounded(2));
        shelf.write(tuple("box", 1));
        shelf.write(tuple("box", 2));
        show("a full container, tried once", false, shelf.write(Draft.of(tuple("box", 3)), Wait.NOW).isPresent());
        CompletableFuture<Optional<Answer.Written>> third =
                shelf.writeAllAsync(List.of(Draft.of(tuple("box", 3))), PATIENCE);
        // Operations of one session keep their order: when this one is answered, the write before it has been tried.
        show("boxes while the writer waits", 2L, shelf.describe().entries());
        show("the writer is blocked", false, third.isDone());
        show("taken to make room", tuple("box", 1), shelf.take(fifo()).orElseThrow().tuple());
        show("the writer went on", true, third.get().isPresent());
        show("boxes", List.of(tuple("box", 2), tuple("box", 3)), shelf.readAll(fifo()));
    }

    private static void transaction(Space space, Container orders, Stage stage) {
        Container shipped = stage.create(space, ContainerSpec.named("mozart.shipped").with("fifo"));
        try (Transaction aborted = space.transaction()) {
            ship(aborted, orders, shipped);
            show("the order, seen from outside", true, orders.read(key("o1"), Wait.NOW) instanceof Outcome.Locked);
            show("shipped, seen from outside", 0L, shipped.count(fifo().available()));
            aborted.abort();
        }
        show("fifo after the abort", "bread", what(orders, fifo()));
        try (Transaction committed = space.transaction()) {
            ship(committed, orders, shipped);
            committed.commit();
        }
        show("fifo after the commit", "lamp", what(orders, fifo()));
        show("shipped after the commit", "bread", what(shipped, fifo()));
    }

    private static void ship(Transaction transaction, Container orders, Container shipped) {
        shipped.in(transaction).write(orders.in(transaction).take(key("o1")).orElseThrow().tuple());
    }

    private static void aspect(Space space, Stage stage) {
        Container checked = stage.create(space, ContainerSpec.named(OrderCheck.CONTAINER).with("fifo"));
        checked.write(tuple("order", "bread"));
        say("an order for nothing: " + orderForNothing(checked));
    }

    private static String orderForNothing(Container checked) {
        try {
            checked.write(tuple("order", ""));
            return "accepted; this node has no OrderCheck on its class path";
        } catch (SpaceException refused) {
            if (refused.code() != ErrorCode.VETOED) {
                throw refused;
            }
            return String.valueOf(refused.getMessage());
        }
    }

    private static String what(Container container, Selection selection) {
        return container.read(selection).orElseThrow().tuple().string(1);
    }

    private static List<String> whats(Outcome outcome) {
        return outcome.tuples().stream().map(tuple -> tuple.string(1)).toList();
    }
}
