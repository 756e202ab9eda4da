package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tupelo.client.SpaceClient;
import io.tupelo.space.Space;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// As many connections as a node takes by default are served, and those beyond are refused.
class ManyConnectionsTest {
    private static final int REFUSED = 20;
    private static final int BYTES_PER_CONNECTION_MAX = 32 << 10;
    private static final int FILES_FOR_THE_REST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SILENCE_SECONDS = 600;

    @Test
    void allConnectionsUpToTheLimitAreServedInBoundedMemoryAndTheNextAreRefused() throws Exception {
        int most = connectionsMax();
        NodeConfig config = NodeConfig.DEFAULT
                .withPort(0)
                .withConnections(most, NodeConfig.DEFAULT.helloMillis(), SILENCE_SECONDS);
        try (TupeloServer server = TupeloServer.start(config);
                Space other = SpaceClient.connect(LocalNode.address(server.port()))) {
            long before = Heap.usedBytes();
            Process crowd = crowd(server.port(), most - 1);
            try (BufferedReader lines = crowd.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("open");
                long each = (Heap.usedBytes() - before) / most;
                System.out.println(most + " connections, " + each + " bytes each");
                assertThat(each).isLessThan(BYTES_PER_CONNECTION_MAX);
                assertThat(lines.readLine()).isEqualTo("refused");
                assertThat(lines.readLine()).isEqualTo("served");
                other.out("still", "served");
                assertThat(other.in("still", "served")).isEqualTo(tuple("still", "served"));
            } finally {
                crowd.destroyForcibly().waitFor();
            }
            LocalNode.awaitOneConnection(PATIENCE, other);
        }
    }

    /// Returns the default, or as many as this process may open.
    private static int connectionsMax() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long files = system.getMaxFileDescriptorCount() - FILES_FOR_THE_REST;
        int wanted = NodeConfig.DEFAULT.connectionsMax();
        if (files < wanted) {
            System.out.println("only " + files + " of " + wanted + " connections: the limit of open files is too low");
        }
        return (int) Math.min(wanted, files);
    }

    private static Process crowd(int port, int sessions) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                Integer.toString(port),
                Integer.toString(sessions),
                Integer.toString(REFUSED));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
