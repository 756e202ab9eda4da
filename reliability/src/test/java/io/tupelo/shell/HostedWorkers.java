package io.tupelo.shell;

import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.Context;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// What a server hosts for a test: durable workers, one of which may hang, and a supervisor of volatile ones.
public final class HostedWorkers implements ActorTypes {
    static final ActorType<Order, Sum> WORKER = ActorType.of("worker", Order.class, Sum.class, new Worker());
    /// Workers hang until it is down.
    static volatile CountDownLatch gate = new CountDownLatch(0);
    /// How often volatile ones have begun.
    static final AtomicInteger BEGUN = new AtomicInteger();

    /// What a worker has done.
    public record Sum(long amount) {}

    /// What a worker is to do.
    public record Order(long amount) {}

    private static final class Worker implements DurableActor<Order, Sum> {
        @Override
        public Sum begin(String key) {
            return new Sum(0);
        }

        @Override
        public Sum receive(StepContext<Order> step, Sum sum, Order order) {
            while (gate.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new Sum(sum.amount + order.amount);
        }
    }

    /// Makes them.
    public HostedWorkers() {}

    @Override
    public List<ActorType<?, ?>> types() {
        return List.of(WORKER);
    }

    private static ActorSpec<String> idle() {
        return ActorSpec.of(_ -> {
            BEGUN.incrementAndGet();
            return new Behavior<>() {
                @Override
                public Behavior<String> receive(Context<String> context, String message) {
                    return this;
                }
            };
        });
    }

    @Override
    public void started(SpaceActors actors) {
        SupervisorSpec inner = SupervisorSpec.of(Strategy.ONE_FOR_ALL)
                .with(ChildSpec.of("clerk", idle().named("clerk")))
                .with(ChildSpec.of("temp", idle().named("temp")).restarting(Restart.TEMPORARY));
        actors.actors()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .allowing(10, Duration.ofSeconds(5))
                        .named("root")
                        .with(ChildSpec.of("inner", inner.named("inner")))
                        .with(ChildSpec.of("guard", idle().named("guard")).restarting(Restart.TRANSIENT))
                        .actor());
    }
}
