package io.tupelo.examples.erlangotp;

import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.otp.Call;
import io.tupelo.actor.otp.ServerMessage;
import io.tupelo.actor.otp.ServerRef;
import io.tupelo.actor.test.Probe;
import io.tupelo.examples.erlangotp.Counter.Request;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.Optional;

/// Erlang/OTP in Tupelo: a counter under a supervisor under a supervisor, which crashes until both have had enough.
public final class ErlangOtp {
    /// How long a restart counts.
    static final Duration PERIOD = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ErlangOtp() {}

    /// Returns the tree: `top`, which allows one restart of `counters`, which allows two of the counter.
    static SupervisorSpec tree(ActorSpec<?> counter) {
        SupervisorSpec counters = SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .allowing(2, PERIOD)
                .with(ChildSpec.of("counter", counter))
                .named("counters");
        return SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .allowing(1, PERIOD)
                .with(ChildSpec.of("counters", counters))
                .named("top");
    }

    /// Returns where to reach the counter that runs now.
    static ServerRef<Request> find(ActorHost host, ActorSpec<ServerMessage<Request>> counter) {
        return new ServerRef<>(host.find(counter).orElseThrow(), Request.class);
    }

    /// Runs it, in this process.
    public static void main(String[] arguments) {
        Stage.needsNoAddress("erlang-otp", arguments);
        try (ActorHost host = ActorHost.open()) {
            Probe<Counter.Started> starts = Probe.on(host);
            ActorSpec<ServerMessage<Request>> spec = Counter.spec(starts.ref());
            ActorRef<Supervisor.Command> top = host.spawn(tree(spec).actor());
            starts.watch(top);
            starts.expect(PATIENCE);
            ServerRef<Request> first = find(host, spec);
            restarted(first, starts);
            escalated(host, spec, first, starts);
            for (int crash = 4; crash <= 6; crash++) {
                crash(find(host, spec), "crash " + crash);
                if (crash < 6) {
                    starts.expect(PATIENCE);
                }
            }
            show("too much for the top as well, which ends", ExitReason.SHUTDOWN, starts.expectDown(top, PATIENCE));
            show("the counter", Optional.empty(), host.find(spec));
        }
    }

    private static void restarted(ServerRef<Request> counter, Probe<Counter.Started> starts) {
        show("added", 3L, counter.call(new Request.Add(3)));
        crash(counter, "crash 1");
        starts.expect(PATIENCE);
        show("the same reference reaches a new counter", 0L, counter.call(new Request.Get()));
        crash(counter, "crash 2");
        starts.expect(PATIENCE);
        show("and again", 5L, counter.call(new Request.Add(5)));
    }

    private static void escalated(
            ActorHost host,
            ActorSpec<ServerMessage<Request>> spec,
            ServerRef<Request> first,
            Probe<Counter.Started> starts) {
        crash(first, "crash 3");
        starts.expect(PATIENCE);
        // Who comes just when it is given up is told why; who comes later, that nobody is there.
        ExitReason nobody = reason(first, new Request.Get());
        boolean gone = nobody instanceof ExitReason.Failed || nobody instanceof ExitReason.NoProcess;
        show("too much for its supervisor: nobody is at the reference", true, gone);
        show("the top has begun another, found by its name", 0L, find(host, spec).call(new Request.Get()));
    }

    private static void crash(ServerRef<Request> counter, String what) {
        show(what + ": who has called is told that it failed", true, reason(counter, new Request.Crash()) instanceof ExitReason.Failed);
    }

    private static ExitReason reason(ServerRef<Request> counter, Call<Long> request) {
        try {
            throw new IllegalStateException("it was answered: " + counter.call(request));
        } catch (AskException failed) {
            return failed.reason();
        }
    }
}
