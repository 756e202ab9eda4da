package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.EventKind;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What one session does wrong is no other's concern.
final class LocalPortTest {
    private static final int EVENTS = 3;

    @Test
    void aConsumerOfEventsThatFailsHarmsNobody() throws InterruptedException {
        try (SpaceRuntime runtime = SpaceRuntime.create("test", Limits.DEFAULT, System::currentTimeMillis);
                SpacePort watching = runtime.port();
                Space space = Space.over(runtime.port())) {
            CountDownLatch told = new CountDownLatch(EVENTS);
            Operation.Watch all =
                    new Operation.Watch("default", null, Set.of(EventKind.WRITTEN, EventKind.EXPIRED), null);
            watching.watch(all, _ -> {
                told.countDown();
                throw new IllegalStateException("a consumer that fails");
            });
            space.out("a");
            space.defaultContainer().write(tuple("b"), WriteOptions.DEFAULT.lease(Duration.ofMillis(10)));
            assertThat(told.await(20, TimeUnit.SECONDS)).as("the clock's thread tells of the end of a lease").isTrue();
            assertThat(space.defaultContainer().readAll(fifo())).containsExactly(tuple("a"));
        }
    }
}
