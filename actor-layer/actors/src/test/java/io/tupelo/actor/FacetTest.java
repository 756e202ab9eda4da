package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.facet.Metrics;
import io.tupelo.actor.facet.Throttle;
import io.tupelo.actor.test.SimulatedDispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is put around an actor.
class FacetTest {
    private final SimulatedDispatcher time = new SimulatedDispatcher(1);
    private final List<ActorHost.DeadLetter> dead = new ArrayList<>();
    private final ActorHost host = ActorHost.open(time, dead::add);
    private final List<String> log = new ArrayList<>();

    private final class Note implements Facet<String> {
        private final String name;

        Note(String name) {
            this.name = name;
        }

        @Override
        public @Nullable String before(FacetContext at, String message) {
            log.add(name + "<" + message);
            return message.equals("refused by " + name) ? "no" : null;
        }

        @Override
        public void after(FacetContext at, String message) {
            log.add(name + ">");
        }

        @Override
        public boolean failed(FacetContext at, String message, Throwable failure) {
            log.add(name + "!");
            return message.equals("dealt with by " + name);
        }
    }

    private Behavior<String> receive(Context<String> context, String message) {
        log.add(message);
        if (message.startsWith("dealt") || message.equals("fails")) {
            throw new IllegalStateException(message);
        }
        return message.equals("become") ? (_, other) -> {
            log.add("became, then " + other);
            return Behavior.stop();
        } : this::receive;
    }

    private ActorRef<String> actor() {
        Behavior<String> behavior = new Behavior<>() {
            @Override
            public Behavior<String> receive(Context<String> context, String message) {
                Behavior<String> next = FacetTest.this.receive(context, message);
                return message.equals("become") ? next : this;
            }
        };
        return host.spawn(ActorSpec.always(behavior).with(new Note("a"), new Note("b")));
    }

    private List<String> tell(ActorRef<String> actor, String message) {
        log.clear();
        actor.tell(message);
        time.settle();
        return log;
    }

    @Test
    void theFirstIsOutermost() {
        assertThat(tell(actor(), "x")).containsExactly("a<x", "b<x", "x", "b>", "a>");
    }

    @Test
    void whatOneRefusesGoesNoFurther() {
        ActorRef<String> actor = actor();
        assertThat(tell(actor, "refused by b")).containsExactly("a<refused by b", "b<refused by b", "a>");
        assertThat(tell(actor, "refused by a")).containsExactly("a<refused by a");
        assertThat(dead).extracting(ActorHost.DeadLetter::message).containsExactly("refused by b", "refused by a");
        assertThat(tell(actor, "x")).hasSize(5);
    }

    @Test
    void whoDealsWithAFailureLetsTheActorGoOn() {
        ActorRef<String> actor = actor();
        assertThat(tell(actor, "dealt with by b"))
                .containsExactly("a<dealt with by b", "b<dealt with by b", "dealt with by b", "b!", "a>");
        assertThat(tell(actor, "dealt with by a"))
                .containsExactly("a<dealt with by a", "b<dealt with by a", "dealt with by a", "b!", "a!");
        assertThat(tell(actor, "x")).hasSize(5);
        assertThat(tell(actor, "fails")).containsExactly("a<fails", "b<fails", "fails", "b!", "a!");
        assertThat(tell(actor, "x")).as("it has ended").isEmpty();
    }

    @Test
    void theyStayWhenTheActorBecomesAnother() {
        ActorRef<String> actor = actor();
        tell(actor, "become");
        assertThat(tell(actor, "x")).containsExactly("a<x", "b<x", "became, then x", "b>", "a>");
    }

    @Test
    void theyComeAndGoWhileItRuns() {
        ActorRef<String> actor = actor();
        Note c = new Note("c");
        host.attach(actor, c);
        assertThat(tell(actor, "x")).containsExactly("a<x", "b<x", "c<x", "x", "c>", "b>", "a>");
        host.detach(actor, c);
        assertThat(tell(actor, "x")).hasSize(5);
        ActorRef<String> plain = host.spawn(ActorSpec.always(new Behavior<>() {
            @Override
            public Behavior<String> receive(Context<String> context, String message) {
                return this;
            }
        }));
        host.attach(plain, c);
        assertThat(tell(plain, "x")).containsExactly("c<x", "c>");
        host.detach(plain, c);
        assertThat(tell(plain, "x")).isEmpty();
    }

    @Test
    void whoHasAskedIsToldOfTheRefusal() {
        record Ask(ActorRef<String> replyTo) {}
        Facet<Ask> never = new Facet<>() {
            @Override
            public String before(FacetContext at, Ask message) {
                return "never";
            }
        };
        ActorRef<Ask> actor = host.spawn(ActorSpec.<Ask>always((_, ask) -> {
                    ask.replyTo.tell("yes");
                    return Behavior.stop();
                })
                .with(never));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        host.spawn(ActorSpec.<Throwable>of(context -> {
            context.<Ask, String>ask(actor, Ask::new, Duration.ofSeconds(1), (reply, failed) -> failed);
            return (_, failed) -> {
                failure.complete(failed);
                return Behavior.stop();
            };
        }));
        assertThat(time.await(failure)).hasMessageContaining("never");
    }

    @Test
    void aThrottleFillsUpAgainWithTime() {
        ActorRef<String> actor = host.spawn(ActorSpec.<String>always(new Behavior<>() {
                    @Override
                    public Behavior<String> receive(Context<String> context, String message) {
                        log.add(message);
                        return this;
                    }
                })
                .with(new Throttle<>(2, Duration.ofSeconds(1))));
        for (int i = 0; i < 4; i++) {
            actor.tell("x");
        }
        time.settle();
        assertThat(log).hasSize(2);
        time.pass(Duration.ofMillis(500));
        assertThat(tell(actor, "y")).containsExactly("y");
        assertThat(tell(actor, "z")).isEmpty();
        assertThatThrownBy(() -> new Throttle<>(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void metricsCountWhatIsHandledAndWhatFails() {
        Metrics<String> metrics = new Metrics<>();
        ActorRef<String> actor = actor();
        host.attach(actor, metrics);
        tell(actor, "x");
        tell(actor, "refused by a");
        tell(actor, "fails");
        assertThat(metrics.figures()).extracting(Metrics.Figures::handled, Metrics.Figures::failed, Metrics.Figures::busy)
                .containsExactly(1L, 1L, 0);
    }
}
