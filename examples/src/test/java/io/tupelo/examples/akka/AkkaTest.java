package io.tupelo.examples.akka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.test.Faults;
import io.tupelo.actor.test.Probe;
import io.tupelo.actor.test.SimulatedDispatcher;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AkkaTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Random random = Seed.random("AkkaTest");
    private final ActorHost host = ActorHost.open(new SimulatedDispatcher(random.nextLong()), _ -> {});
    private final Probe<String> probe = Probe.on(host);
    private final CompletableFuture<Map<String, String>> data = new CompletableFuture<>();

    @Test
    void noItemIsLostOrDoubledThoughAHostIsKilled() throws Exception {
        try (Stage stage = Stage.open();
                Space space = stage.connect()) {
            List<String> lines = Printed.by(() -> Akka.main(new String[] {stage.address()}));
            assertThat(lines)
                    .containsSubsequence(
                            "asked before the data were there: [1010 Vienna, 8010 Graz]",
                            "who watches was told of the failure: true",
                            "hosts that answer: 2",
                            "killed one, while items were added",
                            "carts with 11 items each: 64",
                            "hosts that answer: [two]");
            assertThat(space.container("actors.state").describe().entries()).isZero();
            assertThat(space.container("actors.mail").describe().entries()).isZero();
            assertThat(space.container("actors.dead").describe().entries()).isZero();
        }
    }

    private void get(ActorRef<DataAccess.Message> access, String key) {
        access.tell(new DataAccess.Message.Get(key, probe.ref()));
    }

    @Test
    void whatIsStashedIsAnsweredInItsOrderAndBeforeWhatComesLater() {
        ActorRef<DataAccess.Message> access = host.spawn(DataAccess.spec(data));
        get(access, "a");
        get(access, "b");
        get(access, "none");
        probe.expectNothing(Duration.ofHours(1));
        data.complete(Map.of("a", "1", "b", "2"));
        get(access, "a");
        assertThat(probe.collect(SECOND)).containsExactly("1", "2", "", "1");
    }

    @Test
    void aLostQuestionIsTheOnlyOneThatIsNotAnswered() {
        ActorRef<DataAccess.Message> access = host.spawn(new Faults(random.nextLong()).dropAt(2).in(DataAccess.spec(data)));
        get(access, "a");
        get(access, "b");
        get(access, "c");
        data.complete(Map.of("a", "1", "b", "2", "c", "3"));
        assertThat(probe.collect(SECOND)).containsExactly("1", "3");
    }

    @Test
    void whoWatchesIsToldWhenTheDataDontCome() {
        ActorRef<DataAccess.Message> access = host.spawn(DataAccess.spec(data));
        probe.watch(access);
        get(access, "a");
        data.completeExceptionally(new IllegalStateException("no disk"));
        assertThat(probe.expectDown(access, SECOND))
                .isInstanceOfSatisfying(ExitReason.Failed.class, failed -> assertThat(failed.cause()).hasMessageContaining("no disk"));
        probe.expectNothing(SECOND);
    }
}
