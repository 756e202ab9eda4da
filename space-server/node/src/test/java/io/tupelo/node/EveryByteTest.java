package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.CuttingProxy.Cut;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The connection of a take that waits breaks at each byte there is, and so at the bounds of each frame: with a client that
/// comes back nothing is lost and nothing is taken twice; of one that doesn't, what it hasn't acknowledged is back.
class EveryByteTest {
    private static final long SECONDS = 20;
    private static final long LEASE_MILLIS = 20;
    private static final Request TAKE = take(Wait.FOREVER);

    @AutoClose
    private final LocalNode node = LocalNode.unconnected();

    private final Space direct = node.other();

    private static Request take(Wait patience) {
        return Request.of(new Operation.Get(Pick.TAKE, "default", Coordinators.fifo(), patience));
    }

    private long entries() {
        return direct.defaultContainer().count(Coordinators.fifo().available());
    }

    /// The take's answer is acknowledged by the request after it, so each kind of frame has passed at the end.
    @ParameterizedTest(name = "from the server: {0}")
    @ValueSource(booleans = {true, false})
    void aTakeThatWaitsGetsItsTupleOnceAtWhicheverByteTheConnectionIsCut(boolean fromServer) throws Exception {
        int bytes = 0;
        boolean hasCut = true;
        while (hasCut) {
            try (CuttingProxy proxy = new CuttingProxy(node.port(), fromServer, Cut.afterBytes(bytes));
                    SpacePort cut = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
                CompletableFuture<Answer> taken = cut.send(TAKE);
                OpensSpaces.awaitWaiters(direct, 1);
                direct.out("job", bytes);
                Answer.Found found = (Answer.Found) taken.get(SECONDS, TimeUnit.SECONDS);
                assertThat(found.entries().getFirst().tuple()).isEqualTo(tuple("job", bytes));
                assertThat(cut.call(take(Wait.NOW))).as("cut at %s", bytes).isInstanceOf(Answer.Empty.class);
                hasCut = proxy.hasCut();
            }
            assertThat(entries()).as("cut at %s", bytes).isZero();
            bytes++;
        }
        System.out.println("cut at " + bytes + " places, from the server: " + fromServer);
        assertThat(bytes).isGreaterThan(50);
    }

    @Test
    void whatAClientTookThatNeverComesBackIsThereUntilTheLastByteOfItsAcknowledgement() throws IOException {
        byte[] request = RawClient.bytes(
                new Frame.Hello(1, "default", LEASE_MILLIS),
                RawClient.requests(1, List.of(TAKE)));
        byte[] acknowledgement = RawClient.bytes(new Frame.Requests(1, List.of()));
        direct.out("job");
        for (int length = 0; length <= request.length; length++) {
            takeAndVanish(request, length, acknowledgement, 0);
            assertThat(entries()).as("after %s bytes of the request", length).isOne();
        }
        for (int length = 1; length < acknowledgement.length; length++) {
            takeAndVanish(request, request.length, acknowledgement, length);
            assertThat(entries()).as("after %s bytes of the acknowledgement", length).isOne();
        }
        takeAndVanish(request, request.length, acknowledgement, acknowledgement.length);
        assertThat(entries()).isZero();
    }

    /// Sends so many bytes of the request, and those of the acknowledgement once it is answered, and is gone. Returns when
    /// the session has ended.
    private void takeAndVanish(byte[] request, int asked, byte[] acknowledgement, int acknowledged) throws IOException {
        try (RawClient client = new RawClient(node.port())) {
            client.sendBytes(request, asked);
            if (asked == request.length) {
                client.expect(Frame.Welcome.class);
                client.expect(Frame.Answers.class);
                client.sendBytes(acknowledgement, acknowledged);
            }
        }
        OpensSpaces.await(
                OpensSpaces.LONG,
                "sessions to end",
                () -> direct.inspect(Subject.SESSIONS).rows().size() <= 1);
    }
}
