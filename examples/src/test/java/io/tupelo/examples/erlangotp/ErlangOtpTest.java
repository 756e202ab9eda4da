package io.tupelo.examples.erlangotp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.otp.ServerMessage;
import io.tupelo.actor.test.Faults;
import io.tupelo.actor.test.Probe;
import io.tupelo.actor.test.SimulatedDispatcher;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.examples.erlangotp.Counter.Request;
import io.tupelo.examples.stage.Printed;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErlangOtpTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Random random = Seed.random("ErlangOtpTest");
    private final SimulatedDispatcher time = new SimulatedDispatcher(random.nextLong());
    private final ActorHost host = ActorHost.open(time, _ -> {});
    private final Probe<Counter.Started> starts = Probe.on(host);
    private final ActorSpec<ServerMessage<Request>> counter = Counter.spec(starts.ref());

    @Test
    void showsWhatItSays() throws Exception {
        List<String> lines = Printed.by(() -> ErlangOtp.main(new String[0]));
        assertThat(lines)
                .contains(
                        "the same reference reaches a new counter: 0",
                        "too much for its supervisor: nobody is at the reference: true",
                        "the top has begun another, found by its name: 0",
                        "too much for the top as well, which ends: Shutdown[detail=null]")
                .filteredOn(line -> line.startsWith("crash "))
                .hasSize(6);
    }

    private void crash() {
        ErlangOtp.find(host, counter).cast(new Request.Crash());
    }

    @Test
    void sixCrashesMakeSixBeginningsAndThenNobodyIsLeft() {
        ActorRef<Supervisor.Command> top = host.spawn(ErlangOtp.tree(counter).actor());
        starts.watch(top);
        starts.expect(SECOND);
        for (int crashes = 1; crashes < 6; crashes++) {
            crash();
            assertThat(starts.collect(SECOND)).as("beginnings after crash %s", crashes).hasSize(1);
        }
        crash();
        assertThat(starts.expectDown(top, SECOND)).isEqualTo(ExitReason.SHUTDOWN);
        starts.expectNothing(ErlangOtp.PERIOD);
        assertThat(host.find(counter)).isEmpty();
        assertThat(host.find("counters")).isEmpty();
    }

    @Test
    void crashesThatAreFarApartAreForgiven() {
        ActorRef<Supervisor.Command> top = host.spawn(ErlangOtp.tree(counter).actor());
        starts.watch(top);
        starts.expect(SECOND);
        ActorRef<ServerMessage<Request>> first = host.find(counter).orElseThrow();
        for (int i = 0; i < 20; i++) {
            crash();
            starts.expect(SECOND);
            time.pass(ErlangOtp.PERIOD.dividedBy(2).plusSeconds(2));
        }
        assertThat(host.find(counter)).as("its supervisor never gave up").containsSame(first);
    }

    @Test
    void aCrashLosesTheMessageAndTheCountButNotWhatWaits() {
        try (ActorHost threads = ActorHost.open()) {
            Faults faults = new Faults(random.nextLong()).crashAt(3).crashAt(5);
            ActorSpec<ServerMessage<Request>> faulty = faults.in(Counter.spec(Probe.<Counter.Started>on(threads).ref()));
            threads.spawn(ErlangOtp.tree(faulty).actor());
            var server = ErlangOtp.find(threads, faulty);
            for (int amount = 1; amount <= 8; amount++) {
                server.cast(new Request.Add(amount));
            }
            assertThat(server.call(new Request.Get(), Duration.ofMinutes(1))).isEqualTo(6 + 7 + 8);
            assertThat(faults.happened()).containsExactly("crash 3", "crash 5");
        }
    }
}
