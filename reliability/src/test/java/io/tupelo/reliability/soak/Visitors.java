package io.tupelo.reliability.soak;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.reliability.crash.RawSession;
import io.tupelo.space.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;

/// Sessions that come and go, one after the other. Used by one thread.
final class Visitors {
    private static final long LEASE_MILLIS = 100;
    private static final Duration STAY = Duration.ofMillis(10);

    private final int port;
    private final Random random;
    private final Tallies tallies;

    Visitors(int port, Random random, Tallies tallies) {
        this.port = port;
        this.random = random;
        this.tallies = tallies;
    }

    /// Lets one come, do something and go.
    void step() {
        if (random.nextBoolean()) {
            comeAndSayGoodbye();
        } else {
            comeAndVanish();
        }
        tallies.sessions.increment();
    }

    /// It leaves an entry that ends with it, and something that waits.
    private void comeAndSayGoodbye() {
        ClientConfig config = ClientConfig.DEFAULT.withConnectTimeout(Duration.ofMinutes(1));
        try (Space space = SpaceClient.connect("tupelo://127.0.0.1:" + port, config)) {
            var _ = space.container(Tallies.PRESENCE).write(tuple("here"), WriteOptions.DEFAULT.endingWithSession());
            tallies.ending.increment();
            var _ = space.container(Tallies.NOTHING).takeAsync(fifo(), Wait.FOREVER);
            var _ = space.container(Tallies.NOTHING).take(fifo(), STAY);
        }
    }

    /// It waits for what won't come, and then there is no connection any more.
    private void comeAndVanish() {
        try (RawSession session = new RawSession(port, LEASE_MILLIS)) {
            session.send(Request.of(new Operation.Get(Pick.TAKE, Tallies.NOTHING, fifo(), Wait.FOREVER)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
