package io.tupelo.reliability.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.SpacePort;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Histories of clients that race, over an embedded space and over the network.
final class HistoriesTest {
    private static final int EMBEDDED_CALLS = Integer.getInteger("tupelo.history.embedded", 300_000);
    private static final int REMOTE_CALLS = Integer.getInteger("tupelo.history.remote", 100_000);
    private static final int EMBEDDED_SHORT = Integer.getInteger("tupelo.history.embedded.short", 8_500);
    private static final int REMOTE_SHORT = Integer.getInteger("tupelo.history.remote.short", 1_500);

    /// One history from a seed. Returns how much of its share of the run it was.
    private interface Check {
        int run(HistoryRecorder recorder, long seed);
    }

    @Test
    void longHistoriesOfAnEmbeddedSpaceAreAsTheirReceiptsSay() {
        embedded(EMBEDDED_CALLS, (recorder, seed) -> Histories.checkLong(recorder, Histories.CLIENTS_MAX, seed));
    }

    @Test
    void longHistoriesOverTheNetworkAreAsTheirReceiptsSay() throws IOException {
        remote(REMOTE_CALLS, (recorder, seed) -> Histories.checkLong(recorder, Histories.CLIENTS_MAX, seed));
    }

    @Test
    void shortHistoriesOfAnEmbeddedSpaceHaveAnOrder() {
        embedded(EMBEDDED_SHORT, (recorder, seed) -> {
            assertThat(Histories.checkShort(recorder, Histories.CLIENTS_MAX, seed)).isPositive();
            return 1;
        });
    }

    @Test
    void shortHistoriesOverTheNetworkHaveAnOrder() throws IOException {
        remote(REMOTE_SHORT, (recorder, seed) -> {
            assertThat(Histories.checkShort(recorder, Histories.CLIENTS_MAX, seed)).isPositive();
            return 1;
        });
    }

    private static void embedded(int amount, Check check) {
        try (SpaceRuntime space = SpaceRuntime.create("histories")) {
            run(amount, check, space::port);
        }
    }

    private static void remote(int amount, Check check) throws IOException {
        try (TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0))) {
            String address = "tupelo://127.0.0.1:" + server.port();
            run(amount, check, () -> SpaceClient.port(address, ClientConfig.DEFAULT));
        }
    }

    private static void run(int amount, Check check, Supplier<SpacePort> port) {
        long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));
        System.out.println("tupelo.seed=" + seed);
        List<SpacePort> ports = Stream.generate(port).limit(Histories.CLIENTS_MAX).toList();
        try (HistoryRecorder recorder = new HistoryRecorder(ports)) {
            for (int done = 0; done < amount; seed++) {
                done += check.run(recorder, seed);
            }
        } finally {
            ports.forEach(SpacePort::close);
        }
    }
}
