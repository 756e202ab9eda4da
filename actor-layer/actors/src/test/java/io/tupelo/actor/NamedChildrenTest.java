package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost.Ending;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/// A supervisor that ends in good order leaves the names of its children to those of its next beginning, whoever has the next turn.
class NamedChildrenTest {
    private final SimulatedHost simulated = new SimulatedHost("NamedChildrenTest");

    @RepeatedTest(50)
    void aSupervisorThatIsStoppedBeginsAnewWithTheSameNames() {
        AtomicInteger begun = new AtomicInteger();
        ActorSpec<String> clerk = ActorSpec.<String>of(_ -> {
                    begun.incrementAndGet();
                    return (_, _) -> Behavior.stop();
                })
                .named("clerk");
        SupervisorSpec inner = SupervisorSpec.of(Strategy.ONE_FOR_ONE).named("inner").with(ChildSpec.of("clerk", clerk));
        ActorHost host = simulated.host();
        host.spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).named("root").with(ChildSpec.of("inner", inner)).actor());
        CompletableFuture<Ending> ending = host.stop(host.find("inner").orElseThrow());
        simulated.settle();
        assertThat(ending).isCompletedWithValue(Ending.ENDED);
        assertThat(begun).hasValue(2);
        assertThat(simulated.dead()).as("nobody has sent anything").isEmpty();
        assertThat(host.find("root")).isPresent();
        assertThat(host.supervisors()).extracting(ActorRef::name).containsExactlyInAnyOrder("root", "inner");
    }
}
