package io.tupelo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.SpaceContract;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The contract of a space, held by one that is kept on a disk and whose containers, but for the default one, are in memory.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InMemoryContractTest implements SpaceContract {
    private final SpaceRuntime runtime;

    InMemoryContractTest() throws IOException {
        runtime = SpaceRuntime.open("test", new SimulatedDisk(), DurableSpaceTest.CONFIG);
    }

    @Override
    public SpacePort port() {
        return new InMemoryPort(runtime.port());
    }

    /// What is told is the definition that the port has made of it.
    @Override
    @Test
    public void describeTellsDefinitionAndNumberOfEntries() {
        try (Space space = open()) {
            assertThat(space.create(QUEUE.bounded(7)).describe().spec()).isEqualTo(QUEUE.bounded(7).inMemory());
        }
    }

    @AfterEach
    void invariantsHold() {
        runtime.checkInvariants();
        runtime.close();
    }

    /// Has every container that is created be in memory.
    private record InMemoryPort(SpacePort port) implements SpacePort {
        private static Request inMemory(Request request) {
            return request.operation() instanceof Operation.CreateContainer(var spec, boolean ifAbsent)
                    ? new Request(
                            new Operation.CreateContainer(spec.inMemory(), ifAbsent),
                            request.transaction(),
                            request.atMostOnce(),
                            request.replyTo())
                    : request;
        }

        @Override
        public Answer call(Request request) {
            return port.call(inMemory(request));
        }

        @Override
        public CompletableFuture<Answer> send(Request request) {
            return port.send(inMemory(request));
        }

        @Override
        public Watch watch(Operation.Watch watch, Consumer<Event> events) {
            return port.watch(watch, events);
        }

        @Override
        public void close() {
            port.close();
        }
    }
}
