package io.tupelo.actor.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.test.Probe;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Names, groups and singletons of two processes, which are two sessions of a space in this one.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpaceNamesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofMillis(400);

    sealed interface Note {
        record Text(String text) implements Note {}

        record Stop() implements Note {}

        record Fail() implements Note {}

        record Odd(Object anything) implements Note {}
    }

    record Other(String text) {}

    record Count(long count) {}

    private static final class Counter implements DurableActor<Note, Count> {
        @Override
        public Count begin(String key) {
            return new Count(0);
        }

        @Override
        public Count receive(StepContext<Note> step, Count state, Note note) {
            return new Count(state.count + 1);
        }
    }

    private static final ActorType<Note, Count> COUNTER = ActorType.of("counter", Note.class, Count.class, new Counter());

    private final SpaceRuntime runtime = SpaceRuntime.create("names");
    private final Peer here = new Peer("here");
    private final Peer there = new Peer("there");

    /// One session, with actors of its own.
    private final class Peer {
        private final ActorHost host = ActorHost.open();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final Space space = Space.over(runtime.port());
        private final SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> failures.add(actor + ": " + why));
        private final SpaceNames names;

        Peer(String name) {
            names = SpaceNames.open(actors, name, COUNTER);
        }

        void die() {
            space.close();
            host.close();
        }

        /// An actor that passes on what it is told.
        ActorRef<Note> relay(ActorRef<Note> to) {
            return host.spawn(ActorSpec.always(relayTo(to)));
        }
    }

    private static Behavior<Note> relayTo(ActorRef<Note> to) {
        return (_, note) -> {
            if (note instanceof Note.Stop) {
                return Behavior.stop();
            }
            if (note instanceof Note.Fail) {
                throw new IllegalStateException("failed");
            }
            to.tell(note);
            return relayTo(to);
        };
    }

    @AfterEach
    void close() {
        here.host.close();
        there.host.close();
        runtime.close();
    }

    private static void eventually(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Note.Text text(String text) {
        return new Note.Text(text);
    }

    // ---- names ----

    @Test
    void aNamedActorIsReachedFromItsOwnProcessAndFromAnother() {
        Probe<Note> probe = Probe.on(here.host);
        Registration<Note> ann = here.names.register("ann", here.relay(probe.ref()), Note.class);
        assertThat(ann.address()).isEqualTo("name:ann");
        here.names.named("ann", Note.class).tell(text("a"));
        probe.expect(text("a"), LONG);
        NamedRef<Note> far = there.names.named("ann", Note.class);
        for (int i = 0; i < 500; i++) {
            far.tell(text("n" + i));
        }
        for (int i = 0; i < 500; i++) {
            probe.expect(text("n" + i), LONG);
        }
        probe.expectNothing(Duration.ofMillis(1));
        assertThat(there.space.container(Registry.POST).describe().entries()).isZero();
        assertThat(there.failures).isEmpty();
    }

    @Test
    void aSecondRegistrationIsRefusedAndToldWhoHasTheName() {
        Registration<Note> ann = here.names.register("ann", here.relay(Probe.<Note>on(here.host).ref()), Note.class);
        ActorRef<Note> other = there.relay(Probe.<Note>on(there.host).ref());
        assertThatThrownBy(() -> there.names.register("ann", other, Note.class))
                .isInstanceOf(NameTakenException.class)
                .hasMessage("name:ann is taken: it belongs to an actor of process here");
        assertThatThrownBy(() -> here.names.register("ann", ann.actor(), Note.class)).isInstanceOf(NameTakenException.class);
        ann.close();
        there.names.register("ann", other, Note.class);
    }

    @Test
    void aNameIsFreeOnceItsActorHasEnded() {
        ActorRef<Note> actor = here.relay(Probe.<Note>on(here.host).ref());
        Registration<Note> ann = here.names.register("ann", actor, Note.class);
        actor.tell(new Note.Stop());
        assertThat(ann.ended().join()).contains("its actor has ended");
        assertThatThrownBy(() -> there.names.named("ann", Note.class)).isInstanceOf(UnknownNameException.class);
        Registration<Note> again = here.names.register("ann", actor, Note.class);
        assertThat(again.ended().join()).contains("NoProcess");
    }

    @Test
    void aNameIsGoneWithItsProcess() {
        here.names.register("ann", here.relay(Probe.<Note>on(here.host).ref()), Note.class);
        NamedRef<Note> far = there.names.named("ann", Note.class);
        here.die();
        assertThatThrownBy(() -> far.send(text("x")).join()).hasCauseInstanceOf(UnknownNameException.class);
        Probe<Note> probe = Probe.on(there.host);
        there.names.register("ann", there.relay(probe.ref()), Note.class);
        far.send(text("y")).join();
        probe.expect(text("y"), LONG);
        probe.expectNothing(Duration.ofMillis(1));
    }

    @Test
    void aReferenceFollowsTheNameToAnotherProcess() {
        Probe<Note> first = Probe.on(here.host);
        Registration<Note> ann = here.names.register("ann", here.relay(first.ref()), Note.class);
        NamedRef<Note> far = there.names.named("ann", Note.class);
        far.send(text("1")).join();
        first.expect(text("1"), LONG);
        ann.close();
        Probe<Note> second = Probe.on(there.host);
        there.names.register("ann", there.relay(second.ref()), Note.class);
        for (int i = 0; i < 100; i++) {
            far.tell(text("m" + i));
        }
        for (int i = 0; i < 100; i++) {
            second.expect(text("m" + i), LONG);
        }
    }

    @Test
    void unknownNamesFailAtOnce() {
        assertThatThrownBy(() -> here.names.named("nobody", Note.class))
                .isInstanceOf(UnknownNameException.class)
                .hasMessage("nobody has name:nobody");
        here.names.resolve("name:nobody", Note.class).tell(text("x"));
        eventually(() -> here.failures.stream().anyMatch(why -> why.contains("nobody has name:nobody")), "it is told");
        assertThatThrownBy(() -> here.names.pick("none", Note.class)).isInstanceOf(UnknownNameException.class);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the compiler refuses otherwise
    void whatAnActorDoesNotAcceptIsRefusedWhereItIsSent() {
        here.names.register("ann", here.relay(Probe.<Note>on(here.host).ref()), Note.class);
        for (Peer peer : List.of(here, there)) {
            assertThatThrownBy(() -> peer.names.named("ann", Other.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("accepts");
            NamedRef raw = peer.names.named("ann", Note.class);
            assertThatThrownBy(() -> raw.tell(new Other("x"))).isInstanceOf(IllegalArgumentException.class);
        }
        NamedRef<Other> wrong = (NamedRef<Other>) there.names.resolve("name:ann", Other.class);
        assertThatThrownBy(() -> wrong.send(new Other("x")).join()).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> there.names.named("ann", Note.class).tell(new Note.Odd(new Object())))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> here.names.register("bob", here.host.spawn(ActorSpec.<Object>always((_, _) -> Behavior.stop())), Object.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressSurvivesInATuple() {
        Probe<Note> probe = Probe.on(here.host);
        ActorRef<Note> relay = here.relay(probe.ref());
        assertThatThrownBy(() -> here.names.addressOf(relay)).isInstanceOf(IllegalArgumentException.class);
        Registration<Note> member = here.names.join("all", relay, Note.class);
        assertThat(here.names.addressOf(relay)).isEqualTo(member.address());
        here.names.register("ann", relay, Note.class);
        here.space.create(ContainerSpec.named("addresses").with("fifo"));
        List<String> addresses = List.of(
                here.names.addressOf(relay),
                member.address(),
                here.names.addressOf(here.actors.ref(COUNTER, "k")));
        addresses.forEach(address -> here.space.container("addresses").write(Tuple.tuple(address)));
        assertThat(addresses.getFirst()).isEqualTo("name:ann");
        assertThat(addresses.getLast()).isEqualTo("counter/k");
        for (Tuple tuple : there.space.container("addresses").takeAll(Coordinators.fifo())) {
            there.names.resolve(tuple.string(0), Note.class).tell(text(tuple.string(0)));
        }
        // Over two references, so in either order.
        assertThat(List.of(probe.expect(LONG), probe.expect(LONG)))
                .containsExactlyInAnyOrder(text(addresses.get(0)), text(addresses.get(1)));
        assertThatThrownBy(() -> there.names.resolve("unheard/of", Note.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> there.names.resolve("counter/k", Other.class)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- groups ----

    @Test
    void aGroupHasThoseWhoHaveJoinedAsOftenAsTheyHave() {
        Probe<Note> one = Probe.on(here.host);
        Probe<Note> two = Probe.on(there.host);
        ActorRef<Note> relay = here.relay(one.ref());
        Registration<Note> first = here.names.join("all", relay, Note.class);
        here.names.join("all", relay, Note.class);
        there.names.join("all", there.relay(two.ref()), Note.class);
        assertThat(there.names.broadcast("all", Note.class, text("x")).join()).isEqualTo(3);
        one.expect(text("x"), LONG);
        one.expect(text("x"), LONG);
        two.expect(text("x"), LONG);
        first.close();
        assertThat(here.names.broadcast("all", Note.class, text("y")).join()).isEqualTo(2);
        one.expect(text("y"), LONG);
        two.expect(text("y"), LONG);
        relay.tell(new Note.Stop());
        eventually(() -> there.names.members("all", Note.class).size() == 1, "one is left");
        one.expectNothing(Duration.ofMillis(1));
        there.names.pick("all", Note.class).tell(text("z"));
        two.expect(text("z"), LONG);
        assertThatThrownBy(() -> here.names.members("all", Other.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void membersAreGoneWithTheirProcessAndPickingGoesRound() {
        Probe<Note> probe = Probe.on(there.host);
        for (int i = 0; i < 3; i++) {
            here.names.join("all", here.relay(Probe.<Note>on(here.host).ref()), Note.class);
            there.names.join("all", there.relay(probe.ref()), Note.class);
        }
        assertThat(List.of(1, 2, 3, 4, 5, 6).stream().map(_ -> there.names.pick("all", Note.class)).distinct())
                .hasSize(6);
        NamedRef<Note> gone = there.names.members("all", Note.class).getFirst();
        here.die();
        assertThat(there.names.members("all", Note.class)).hasSize(3);
        assertThatThrownBy(() -> gone.send(text("x")).join()).hasCauseInstanceOf(UnknownNameException.class);
    }

    // ---- singletons ----

    @Test
    void aSingletonRunsOnceAndElsewhereAfterItsProcessHasDied() {
        AtomicInteger running = new AtomicInteger();
        ConcurrentLinkedQueue<Long> fences = new ConcurrentLinkedQueue<>();
        Probe<Note> probe = Probe.on(there.host);
        Offer<Note> first = offer(here, running, fences, probe);
        eventually(first::isHere, "the first");
        Offer<Note> second = offer(there, running, fences, probe);
        NamedRef<Note> ref = there.names.named("one", Note.class);
        ref.send(text("a")).join();
        probe.expect(text("a"), LONG);
        assertThat(second.isHere()).isFalse();
        assertThat(running).hasValue(1);
        Fence old = new Fence(fences.peek());
        assertThat(old.require(there.space.batch().write("default", Tuple.tuple("by the first"))).run().isApplied()).isTrue();
        here.die();
        eventually(second::isHere, "the second");
        assertThat(old.require(there.space.batch().write("default", Tuple.tuple("too late"))).run().isApplied()).isFalse();
        ref.send(text("b")).join();
        probe.expect(text("b"), LONG);
        assertThat(List.copyOf(fences)).hasSize(2).isSorted();
        second.close();
        assertThatThrownBy(() -> there.names.named("one", Note.class)).isInstanceOf(UnknownNameException.class);
    }

    private static Offer<Note> offer(Peer peer, AtomicInteger running, ConcurrentLinkedQueue<Long> fences, Probe<Note> probe) {
        return peer.names.singleton("one", Note.class, LEASE, fence -> ActorSpec.of(_ -> {
            running.incrementAndGet();
            fences.add(fence.entry());
            return relayTo(probe.ref());
        }));
    }

    @Test
    void aSingletonThatFailsIsStartedAgainAndAnOfferThatIsWithdrawnPassesItOn() {
        AtomicInteger running = new AtomicInteger();
        ConcurrentLinkedQueue<Long> fences = new ConcurrentLinkedQueue<>();
        Probe<Note> probe = Probe.on(there.host);
        Offer<Note> first = offer(here, running, fences, probe);
        eventually(first::isHere, "the first");
        here.names.named("one", Note.class).tell(new Note.Fail());
        eventually(() -> running.get() == 2 && first.isHere(), "it runs again");
        Offer<Note> second = offer(there, running, fences, probe);
        first.close();
        assertThat(first.isHere()).isFalse();
        eventually(second::isHere, "the second");
        there.names.close();
        assertThat(second.isHere()).isFalse();
        assertThat(here.space.container("actors.names").describe().entries()).isZero();
        assertThat(List.copyOf(fences)).isSorted().hasSize(3);
    }

    @Test
    void whoseNamesAreClosedHasNone() {
        Registration<Note> ann = here.names.register("ann", here.relay(Probe.<Note>on(here.host).ref()), Note.class);
        Registration<Note> member = here.names.join("all", ann.actor(), Note.class);
        here.names.close();
        assertThat(ann.ended()).isCompleted();
        assertThat(member.ended()).isCompleted();
        assertThat(there.space.container("actors.processes").describe().entries()).isEqualTo(1);
        Probe<Note> probe = Probe.on(here.host);
        probe.watch(ann.actor());
        ann.actor().tell(new Note.Stop());
        assertThat(probe.expectDown(ann.actor(), LONG)).isEqualTo(ExitReason.NORMAL);
    }
}
