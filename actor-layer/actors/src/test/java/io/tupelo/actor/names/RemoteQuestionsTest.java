package io.tupelo.actor.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.AskException;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.MailboxFullException;
import io.tupelo.actor.ManualDispatcher;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.test.Probe;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import io.tupelo.tuple.InvalidTupleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Questions to actors of other processes, and references in messages to them.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteQuestionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);

    sealed interface Shop {
        record Price(String of, ActorRef<Long> replyTo) implements Shop {}

        record Offer(String of, ActorRef<Goods> replyTo) implements Shop {}

        record Notify(ActorRef<? super Goods> customer) implements Shop {}

        record PassOn(ActorRef<Long> replyTo) implements Shop {}

        record Ignore(ActorRef<Long> replyTo) implements Shop {}

        record Crash(ActorRef<Long> replyTo) implements Shop {}

        record Two(ActorRef<Long> one, ActorRef<Long> other) implements Shop {}

        @SuppressWarnings("rawtypes") // which is refused
        record Raw(ActorRef replyTo) implements Shop {}

        record End() implements Shop {}
    }

    sealed interface Goods {
        record Apples(int count) implements Goods {}

        record Pears(int count, List<String> kinds) implements Goods {}
    }

    private final SpaceRuntime runtime = SpaceRuntime.create("questions");
    private final Peer here = new Peer("here");
    private final Peer there = new Peer("there");

    private final class Peer implements AutoCloseable {
        private final ActorHost host = ActorHost.open();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final Space space = Space.over(runtime.port());
        private final SpaceNames names;

        Peer(String name) {
            SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> failures.add(actor + ": " + why));
            names = SpaceNames.open(actors, name);
        }

        @Override
        public void close() {
            space.close();
            host.close();
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        runtime.close();
    }

    private ActorRef<Shop> openShop() {
        ActorRef<Shop> shop = here.host.spawn(ActorSpec.always(this::serve));
        here.names.register("shop", shop, Shop.class);
        return shop;
    }

    private Behavior<Shop> serve(Context<Shop> context, Shop message) {
        switch (message) {
            case Shop.Price(String of, var replyTo) -> replyTo.tell((long) of.length());
            case Shop.Offer(String of, var replyTo) -> replyTo.tell(of.equals("apples")
                    ? new Goods.Apples(3)
                    : new Goods.Pears(1, List.of("Conference")));
            case Shop.Notify(var customer) -> customer.tell(new Goods.Apples(7));
            case Shop.PassOn _ -> context.forward(there.names.named("other", Shop.class));
            case Shop.Crash _ -> throw new IllegalStateException("crashed");
            case Shop.Ignore _, Shop.Two _, Shop.Raw _ -> {}
            case Shop.End() -> {
                return Behavior.stop();
            }
        }
        return this::serve;
    }

    private NamedRef<Shop> fromThere() {
        return there.names.named("shop", Shop.class);
    }

    private static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuestionIsAnsweredByAValueOrARecord() {
        openShop();
        for (Peer peer : List.of(here, there)) {
            NamedRef<Shop> shop = peer.names.named("shop", Shop.class);
            assertThat(shop.<Long>ask(to -> new Shop.Price("pears", to), LONG)).isEqualTo(5);
            assertThat(shop.<Goods>ask(to -> new Shop.Offer("apples", to), LONG)).isEqualTo(new Goods.Apples(3));
            assertThat(shop.<Goods>ask(to -> new Shop.Offer("pears", to), LONG))
                    .isEqualTo(new Goods.Pears(1, List.of("Conference")));
        }
        assertThat(there.names.questions().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void anActorAsksElsewhereWithoutWaiting() {
        openShop();
        NamedRef<Shop> shop = fromThere();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        Behavior<Long> waiting = (_, price) -> {
            answer.complete(price);
            return Behavior.stop();
        };
        ActorRef<Long> asker = there.host.spawn(ActorSpec.always((context, _) -> {
            context.<Shop, Long>ask(shop, to -> new Shop.Price("a pear", to), LONG, (price, _) -> price == null ? -1 : price);
            return waiting;
        }));
        asker.tell(0L);
        assertThat(answer.join()).isEqualTo(6);
    }

    @Test
    void manyQuestionsAtOnceGetEachItsOwnAnswer() throws Exception {
        openShop();
        NamedRef<Shop> shop = fromThere();
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String of = "x".repeat(i % 100 + 1);
            CompletableFuture<Long> answer = new CompletableFuture<>();
            answers.add(answer);
            Thread.ofVirtual().start(() -> answer.complete(shop.ask(to -> new Shop.Price(of, to), LONG)));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(i % 100 + 1);
        }
        assertThat(there.names.questions().size()).isZero();
    }

    @Test
    void aQuestionFailsAtOnceIfItsActorCrashesOrEnds() {
        openShop();
        NamedRef<Shop> shop = fromThere();
        assertThatThrownBy(() -> shop.<Long>ask(Shop.Crash::new, LONG))
                .isInstanceOf(AskException.class)
                .hasMessageContaining("crashed");
        openAgain();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                fromThere().<Long>ask(Shop.Ignore::new, LONG);
            } catch (RuntimeException failed) {
                failure.complete(failed);
            }
        });
        eventually(() -> there.names.questions().size() == 1, "it is asked");
        fromThere().tell(new Shop.End());
        assertThat(failure.join()).isInstanceOf(AskException.class);
    }

    private void openAgain() {
        eventually(
                () -> {
                    try {
                        openShop();
                        return true;
                    } catch (NameTakenException soon) {
                        return false;
                    }
                },
                "the name is free");
    }

    @Test
    void aQuestionToNobodyFailsAtOnce() {
        NamedRef<Shop> nobody = (NamedRef<Shop>) there.names.resolve("name:nobody", Shop.class);
        assertThatThrownBy(() -> nobody.<Long>ask(to -> new Shop.Price("x", to), LONG))
                .isInstanceOf(AskException.class)
                .hasMessageContaining("nobody has name:nobody");
        assertThat(there.names.questions().size()).isZero();
    }

    @Test
    void whatNobodyWaitsForIsForgotten() {
        openShop();
        NamedRef<Shop> shop = fromThere();
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> shop.<Long>ask(Shop.Ignore::new, SHORT))
                    .isInstanceOf(AskException.class)
                    .extracting(failed -> ((AskException) failed).reason())
                    .isEqualTo(new ExitReason.Because("timeout"));
        }
        assertThat(there.names.questions().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aQuestionIsPassedOnToAThirdProcess() {
        openShop();
        try (Peer third = new Peer("third")) {
            ActorRef<Shop> other = third.host.spawn(ActorSpec.always((_, message) -> {
                if (message instanceof Shop.PassOn(var replyTo)) {
                    replyTo.tell(42L);
                }
                return Behavior.stop();
            }));
            third.names.register("other", other, Shop.class);
            assertThat(fromThere().<Long>ask(Shop.PassOn::new, LONG)).isEqualTo(42);
        }
    }

    @Test
    void aReferenceInAMessageReachesItsActorUntilThatEnds() {
        openShop();
        Probe<Goods> customer = Probe.on(there.host);
        ActorRef<Goods> passing = there.host.spawn(ActorSpec.always(passingTo(customer)));
        fromThere().tell(new Shop.Notify(passing));
        customer.expect(new Goods.Apples(7), LONG);
        String address = there.names.addressOf(passing);
        assertThat(address).startsWith("ref:");
        fromThere().tell(new Shop.Notify(passing));
        customer.expect(new Goods.Apples(7), LONG);
        assertThat(there.names.addressOf(passing)).isEqualTo(address);
        ActorRef<Goods> back = here.names.resolve(address, Goods.class);
        assertThat(back).isInstanceOf(NamedRef.class);
        back.tell(new Goods.Pears(1, List.of()));
        customer.expect(new Goods.Pears(1, List.of()), LONG);
        eventually(
                () -> {
                    back.tell(new Goods.Apples(1));
                    return there.failures.stream().anyMatch(why -> why.contains("nobody is there"));
                },
                "it is told that it came too late");
        assertThatThrownBy(() -> there.names.addressOf(passing)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> here.names.resolve("ref:x", Goods.class)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Passes on what it is told, until that isn't seven apples.
    private static Behavior<Goods> passingTo(Probe<Goods> customer) {
        return (_, goods) -> {
            customer.ref().tell(goods);
            return goods.equals(new Goods.Apples(7)) ? passingTo(customer) : Behavior.stop();
        };
    }

    @Test
    void aReferenceToAProcessThatHasEndedFails() {
        try (Peer third = new Peer("third")) {
            openShop();
            Probe<Goods> customer = Probe.on(third.host);
            third.names.named("shop", Shop.class).tell(new Shop.Notify(customer.ref()));
            customer.expect(new Goods.Apples(7), LONG);
            String address = third.names.addressOf(customer.ref());
            third.space.close();
            assertThat(((NamedRef<Goods>) here.names.resolve(address, Goods.class)).send(new Goods.Apples(1)))
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(UnknownNameException.class);
        }
    }

    @Test
    void whatHasNoPlaceForItsAnswerIsRefusedWhereItIsAsked() {
        openShop();
        NamedRef<Shop> shop = fromThere();
        assertThatThrownBy(() -> shop.<Long>ask(to -> new Shop.Two(to, to), LONG)).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> shop.<Long>ask(Shop.Raw::new, LONG))
                .isInstanceOf(InvalidTupleException.class)
                .hasMessageContaining("say what replyTo");
        assertThat(there.names.questions().size()).isZero();
    }

    @Test
    void aQuestionThatIsRefusedIsForgotten() {
        openShop();
        ManualDispatcher still = new ManualDispatcher();
        try (ActorHost host = ActorHost.open(still, _ -> {});
                Space space = Space.over(runtime.port());
                SpaceActors actors = SpaceActors.open(space, host, (_, _) -> {})) {
            SpaceNames names = SpaceNames.open(actors, "still");
            NamedRef<Shop> shop = names.named("shop", Shop.class);
            // Nothing is sent behind the first, since no turn is run.
            assertThatThrownBy(() -> {
                        while (true) {
                            shop.tell(new Shop.End());
                        }
                    })
                    .isInstanceOf(MailboxFullException.class);
            assertThatThrownBy(() -> shop.ask((ActorRef<Long> replyTo) -> new Shop.Price("apples", replyTo), LONG))
                    .isInstanceOf(MailboxFullException.class);
            assertThat(names.questions().size()).isZero();
        }
    }
}
