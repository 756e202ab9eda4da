package io.tupelo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.protocol.Frame;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is let in, and what happens to who misbehaves: a frame that says why, and a closed connection.
class AdmissionTest {
    private static final int CONNECTIONS_MAX = 3;
    private TupeloServer server;

    @BeforeEach
    void start() throws IOException {
        server = TupeloServer.start(NodeConfig.DEFAULT
                .withPort(0)
                .withSpaces(List.of("default", "other"))
                .withConnections(CONNECTIONS_MAX, 300, 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertRefused(RawClient client, ErrorCode code) throws IOException {
        assertThat(client.expect(Frame.Refused.class).code()).isEqualTo(code);
        assertThat(client.isClosedByServer()).isTrue();
    }

    private String address(String space) {
        return LocalNode.address(server.port()) + "/" + space;
    }

    @Test
    void bytesThatAreNoFrameAreRefused() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.sendBytes(0, 0, 0, 3, 0xff, 0xff, 0xff);
            assertRefused(client, ErrorCode.MALFORMED_FRAME);
        }
    }

    @Test
    void aFrameThatIsTooLargeIsRefusedBeforeItHasArrived() throws IOException {
        try (RawClient client = RawClient.greeted(server.port())) {
            client.sendBytes(0, 16, 0, 1, 1, 2, 3);
            assertRefused(client, ErrorCode.FRAME_TOO_LARGE);
        }
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.sendBytes(0, 0, 0, 7, 0x0a, 5, 8, 9, 0x12, 1, 'x');
            assertRefused(client, ErrorCode.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void aSpaceThatIsNotThereIsRefused() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(new Frame.Hello(1, "nowhere", 0));
            assertRefused(client, ErrorCode.UNKNOWN_SPACE);
        }
        assertThatThrownBy(() -> SpaceClient.connect(address("nowhere")))
                .isInstanceOfSatisfying(
                        SpaceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SPACE))
                .hasMessageEndingWith("there is no space nowhere; this server has default, other");
    }

    @Test
    void requestsWithoutASessionAreRefused() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.ask(new Operation.Inspect(Subject.STATS));
            assertRefused(client, ErrorCode.MALFORMED_FRAME);
        }
    }

    @Test
    void framesThatOnlyAServerSendsAreRefused() throws IOException {
        try (RawClient client = RawClient.greeted(server.port())) {
            client.send(new Frame.Spaces(List.of()));
            assertRefused(client, ErrorCode.MALFORMED_FRAME);
        }
    }

    @Test
    void aSecondHelloIsRefused() throws IOException {
        try (RawClient client = RawClient.greeted(server.port())) {
            client.send(new Frame.Hello(1, "default", 0));
            assertRefused(client, ErrorCode.MALFORMED_FRAME);
        }
    }

    @Test
    void aSessionCantBeTakenUpWithAnotherSecret() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            Frame.Welcome welcome = first.greet();
            second.send(new Frame.Resume(1, "default", welcome.session(), welcome.secret() + 1, 0));
            assertRefused(second, ErrorCode.SESSION_EXPIRED);
            first.ask(new Operation.Inspect(Subject.STATS));
            first.expect(Frame.Answers.class);
        }
    }

    @Test
    void whoTakesASessionUpEndsItsOldConnection() throws IOException {
        try (RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            Frame.Welcome welcome = first.greet();
            second.resume(welcome);
            assertThat(second.expect(Frame.Welcome.class).session()).isEqualTo(welcome.session());
            assertRefused(first, ErrorCode.SESSION_EXPIRED);
            second.ask(new Operation.Inspect(Subject.STATS));
            second.expect(Frame.Answers.class);
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertRefused(client, ErrorCode.MALFORMED_FRAME);
        }
    }

    @Test
    void aClientThatAnswersNoPingIsTakenForDead() throws IOException {
        try (RawClient client = RawClient.greeted(server.port())) {
            client.expect(Frame.Ping.class);
            client.expect(Frame.Ping.class);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aClientIsAnsweredItsPing() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(new Frame.Ping());
            client.expect(Frame.Pong.class);
        }
    }

    @Test
    void connectionsBeyondTheLimitAreRefused() throws IOException {
        try (RawClient one = RawClient.greeted(server.port());
                RawClient two = RawClient.greeted(server.port());
                RawClient three = RawClient.greeted(server.port());
                RawClient four = new RawClient(server.port())) {
            assertThat(four.expect(Frame.Refused.class).code()).isEqualTo(ErrorCode.OVERLOADED);
            ClientConfig hasty = ClientConfig.DEFAULT.withConnectTimeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> SpaceClient.connect(address("default"), hasty))
                    .isInstanceOfSatisfying(
                            SpaceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
    }

    @Test
    void spacesAreListed() {
        assertThat(SpaceClient.spaces(address("default"))).containsExactly("default", "other");
    }

    @Test
    void anAddressBeyondThisMachineNeedsToBeAskedForInSoManyWords() {
        NodeConfig everywhere = NodeConfig.DEFAULT.withPort(0).withHost("0.0.0.0", false);
        assertThatThrownBy(() -> TupeloServer.start(everywhere))
                .isInstanceOf(SpaceException.class)
                .hasMessageContaining("--insecure");
    }
}
