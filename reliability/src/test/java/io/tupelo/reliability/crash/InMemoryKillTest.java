package io.tupelo.reliability.crash;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.ServerMain;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Subscription;
import io.tupelo.space.Transaction;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server with a container in memory beside one that is kept is killed, and started again: the session goes on, what was kept is
/// there, and the rest is gone, loudly.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InMemoryKillTest {
    private final int port;

    InMemoryKillTest() throws IOException {
        port = ServerProcess.freePort(Seed.random("InMemoryKillTest"));
    }

    private ServerProcess start(Path data) throws IOException {
        ServerProcess server = ServerProcess.start(
                List.of(), ServerMain.class, "--port", Integer.toString(port), "--data", data.toString());
        assertThat(server.awaitReady()).as("the server serves").isTrue();
        return server;
    }

    @Test
    void whatIsInMemoryEndsWithTheServerAndTheRestDoesNot(@TempDir Path data) throws Exception {
        ServerProcess server = start(data);
        try (Space space = SpaceClient.connect("tupelo://127.0.0.1:" + port)) {
            Container cache = space.create(ContainerSpec.named("cache").with("fifo").inMemory());
            Container jobs = space.create(ContainerSpec.named("jobs").with("fifo"));
            try (Subscription events = cache.watch(null, Set.of(EventKind.WRITTEN), null)) {
                cache.write(tuple("claimed"));
                assertThat(kind(events)).isEqualTo(EventKind.WRITTEN);
                Claim claim = cache.claim(fifo(), OpensSpaces.LONG).orElseThrow();
                Transaction both = space.transaction();
                cache.in(both).write(tuple("a"));
                jobs.in(both).write(tuple("b"));
                both.commit();
                assertThat(kind(events)).isEqualTo(EventKind.WRITTEN);
                server.killAlive();
                server = start(data);
                assertThat(jobs.readAll(fifo().all())).containsExactly(tuple("b"));
                assertThat(cache.readAll(fifo().available())).isEmpty();
                assertFails(ErrorCode.CLAIM_LOST, claim::complete);
                cache.write(tuple("c"));
                assertThat(kind(events)).as("what was missed is said").isEqualTo(EventKind.GAP);
                assertThat(kind(events)).isEqualTo(EventKind.WRITTEN);
                assertThat(cache.take(fifo()).tuple()).contains(tuple("c"));
            }
        } finally {
            server.kill();
        }
    }

    private static EventKind kind(Subscription events) throws InterruptedException {
        return events.next(OpensSpaces.LONG).map(Event::kind).orElseThrow();
    }
}
