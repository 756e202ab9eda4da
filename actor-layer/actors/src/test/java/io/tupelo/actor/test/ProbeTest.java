package io.tupelo.actor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What probes see and faults do, on threads and in simulated time.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MESSAGES = 200;

    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    record Ask(int number, ActorRef<Integer> replyTo) {}

    private void onBoth(Consumer<ActorHost> test) {
        System.out.println("-Dtupelo.seed=" + seed);
        try (ActorHost threads = ActorHost.open();
                ActorHost simulated = simulated(seed)) {
            test.accept(threads);
            test.accept(simulated);
        }
    }

    private static ActorHost simulated(long seed) {
        return ActorHost.open(new SimulatedDispatcher(seed), _ -> {});
    }

    private static ActorSpec<Integer> relay(ActorRef<Integer> to) {
        return ActorSpec.always(new Behavior<>() {
            @Override
            public Behavior<Integer> receive(Context<Integer> context, Integer number) {
                if (number < 0) {
                    return Behavior.stop();
                }
                to.tell(number);
                return this;
            }
        });
    }

    @Test
    void itSeesWhatComesInItsOrder() {
        onBoth(host -> {
            Probe<Integer> probe = Probe.on(host);
            ActorRef<Integer> relay = host.spawn(relay(probe.ref()));
            relay.tell(1);
            relay.tell(2);
            relay.tell(3);
            probe.expect(1, LONG);
            assertThat(probe.expect(Integer.class, LONG)).isEqualTo(2);
            assertThat(probe.expect(LONG)).isEqualTo(3);
            probe.expectNothing(Duration.ofMillis(1));
            relay.tell(4);
            assertThatThrownBy(() -> probe.expect(5, LONG)).isInstanceOf(AssertionError.class).hasMessageContaining("4 came");
            relay.tell(6);
            assertThatThrownBy(() -> probe.expectNothing(LONG)).isInstanceOf(AssertionError.class).hasMessageContaining("6");
            assertThatThrownBy(() -> probe.expect(Duration.ofMillis(1))).isInstanceOf(AssertionError.class);
        });
    }

    @Test
    void itRepliesAndSeesEnds() {
        onBoth(host -> {
            Probe<Ask> probe = Probe.on(host);
            Probe<Integer> answers = Probe.on(host);
            probe.ref().tell(new Ask(7, answers.ref()));
            assertThat(probe.reply(Ask.class, Ask::replyTo, 8, LONG).number()).isEqualTo(7);
            answers.expect(8, LONG);
            ActorRef<Integer> relay = host.spawn(relay(answers.ref()));
            answers.watch(relay);
            assertThatThrownBy(() -> answers.expectDown(relay, Duration.ofMillis(1))).isInstanceOf(AssertionError.class);
            relay.tell(-1);
            assertThat(answers.expectDown(relay, LONG)).isEqualTo(ExitReason.NORMAL);
            answers.watch(relay);
            assertThat(answers.expectDown(relay, LONG)).isEqualTo(ExitReason.NO_PROCESS);
        });
    }

    @Test
    void waitingInSimulatedTimeTakesNone() {
        SimulatedDispatcher dispatcher = new SimulatedDispatcher(seed);
        try (ActorHost host = ActorHost.open(dispatcher, _ -> {})) {
            Probe<String> probe = Probe.on(host);
            host.spawn(ActorSpec.<String>of(context -> {
                context.startTimer("t", HOUR);
                return new Behavior<>() {
                    @Override
                    public Behavior<String> receive(Context<String> c, String message) {
                        return this;
                    }

                    @Override
                    public Behavior<String> signal(Context<String> c, Signal signal) {
                        probe.ref().tell("rings");
                        return this;
                    }
                };
            }));
            probe.expectNothing(HOUR.minusNanos(1));
            probe.expect("rings", HOUR);
            assertThat(dispatcher.nanos()).isEqualTo(HOUR.toNanos());
        }
    }

    @Test
    void plannedFaultsHappenAtTheirMessage() {
        onBoth(host -> {
            Probe<Integer> probe = Probe.on(host);
            Faults faults = new Faults(seed).crashAt(2).dropAt(4).delayAt(5, Duration.ofMillis(20));
            ActorSpec<Integer> spec = faults.in(relay(probe.ref()).named("relay"));
            ActorRef<Supervisor.Command> tree = host.spawn(SupervisorSpec.of(SupervisorSpec.Strategy.ONE_FOR_ONE)
                    .allowing(3, HOUR)
                    .with(ChildSpec.of("relay", spec))
                    .actor());
            ActorRef<Integer> relay = host.find(spec).orElseThrow();
            IntStream.rangeClosed(1, 6).forEach(relay::tell);
            for (int expected : new int[] {1, 3, 6, 5}) {
                probe.expect(expected, LONG);
            }
            assertThat(faults.happened()).containsExactly("crash 2", "drop 4", "delay 5");
            assertThat(tree).isNotNull();
            probe.watch(relay);
            relay.tell(-1);
            assertThat(probe.expectDown(relay, LONG)).isEqualTo(ExitReason.NORMAL);
        });
    }

    @Test
    void faultsByChanceFollowFromTheSeed() {
        System.out.println("-Dtupelo.seed=" + seed);
        assertThat(byChance(seed)).isEqualTo(byChance(seed));
        assertThat(byChance(seed)).isNotEqualTo(byChance(seed + 1));
    }

    private static List<Object> byChance(long seed) {
        try (ActorHost host = simulated(seed)) {
            Probe<Integer> probe = Probe.on(host);
            Faults faults = new Faults(seed).randomly(0, 0.2, 0.3, HOUR);
            ActorRef<Integer> relay = host.spawn(faults.in(relay(probe.ref())));
            IntStream.range(0, 200).forEach(relay::tell);
            long dropped = 0;
            List<Object> all = new ArrayList<>();
            all.addAll(probe.collect(HOUR));
            for (String one : faults.happened()) {
                dropped += one.startsWith("drop") ? 1 : 0;
            }
            assertThat(all).hasSize(Math.toIntExact(200 - dropped)).doesNotHaveDuplicates();
            all.addAll(faults.happened());
            return all;
        }
    }

    @Test
    void crashesByChanceLoseTheirMessagesAndNoOthers() {
        System.out.println("-Dtupelo.seed=" + seed);
        assertThat(crashesByChance(seed)).isEqualTo(crashesByChance(seed));
        assertThat(crashesByChance(seed)).isNotEqualTo(crashesByChance(seed + 1));
    }

    /// Returns at which messages an actor crashes whose supervisor restarts it.
    private static List<String> crashesByChance(long seed) {
        try (ActorHost host = simulated(seed)) {
            Probe<Integer> probe = Probe.on(host);
            Faults faults = new Faults(seed).randomly(0.3, 0, 0, HOUR);
            ActorSpec<Integer> spec = faults.in(relay(probe.ref()).named("relay"));
            host.spawn(SupervisorSpec.of(SupervisorSpec.Strategy.ONE_FOR_ONE)
                    .allowing(MESSAGES, HOUR)
                    .with(ChildSpec.of("relay", spec))
                    .actor());
            ActorRef<Integer> relay = host.find(spec).orElseThrow();
            IntStream.rangeClosed(1, MESSAGES).forEach(relay::tell);
            List<Integer> came = probe.collect(HOUR);
            assertThat(came).isSorted().doesNotHaveDuplicates();
            List<String> lost = IntStream.rangeClosed(1, MESSAGES)
                    .filter(number -> !came.contains(number))
                    .mapToObj(number -> "crash " + number)
                    .toList();
            assertThat(lost).as("from seed %d", seed).hasSizeBetween(MESSAGES / 10, MESSAGES / 2).isEqualTo(faults.happened());
            return lost;
        }
    }

    @Test
    void aCrashByChanceEndsAnActorThatNobodySupervises() {
        onBoth(host -> {
            Probe<Integer> probe = Probe.on(host);
            ActorRef<Integer> relay = host.spawn(new Faults(seed).randomly(1, 0, 0, HOUR).in(relay(probe.ref())));
            probe.watch(relay);
            relay.tell(1);
            assertThat(probe.expectDown(relay, LONG))
                    .isInstanceOfSatisfying(ExitReason.Failed.class, why -> assertThat(why.cause()).isInstanceOf(Faults.CrashException.class));
        });
    }
}
