package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.CuttingProxy.Cut;
import io.tupelo.node.CuttingProxy.Where;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a client has received when it closes its session is its own; what it has not received is given back.
class ClosingTest {
    private static final Request TAKE =
            Request.of(new Operation.Get(Pick.TAKE, "default", Coordinators.fifo(), Wait.FOREVER));
    private static final long SECONDS = 20;

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space direct = node.other();

    private long entries() {
        return direct.defaultContainer().count(Coordinators.fifo().available());
    }

    @Test
    void whatWasTakenIsGoneThoughTheSessionIsClosedAtOnce() {
        direct.out("job");
        try (Space space = SpaceClient.connect(node.address())) {
            assertThat(space.in("job")).isEqualTo(tuple("job"));
        }
        assertThat(entries()).isZero();
    }

    @Test
    void whatAFutureWasGivenIsGoneThoughTheSessionIsClosedAtOnce() throws Exception {
        direct.out("job");
        try (SpacePort port = SpaceClient.port(node.address(), ClientConfig.DEFAULT)) {
            assertThat(port.send(TAKE).get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Answer.Found.class);
        }
        assertThat(entries()).isZero();
    }

    @Test
    void aGoodbyeThatIsHeardNeedsNoSecondConnection() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(node.port(), true, Cut.never())) {
            SpaceClient.port(proxy.address(), ClientConfig.DEFAULT).close();
            assertThat(proxy.connections()).isOne();
        }
    }

    /// The first frame is the welcome, the second one the answer, the third one the server's goodbye.
    @ParameterizedTest
    @EnumSource
    void whatWasTakenIsGoneThoughTheConnectionBreaksAtTheGoodbye(Where where) throws Exception {
        direct.out("job");
        try (CuttingProxy proxy = new CuttingProxy(node.port(), true, Cut.atFrame(3, where))) {
            try (SpacePort port = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
                assertThat(port.call(TAKE)).isInstanceOf(Answer.Found.class);
            }
            assertThat(proxy.hasCut()).isTrue();
        }
        assertThat(entries()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theGoodbyeIsSaidAgainIfTheConnectionBreaksBeforeItArrives(Where where) throws Exception {
        direct.out("job");
        try (CuttingProxy proxy = new CuttingProxy(node.port(), false, Cut.atFrame(3, where))) {
            try (SpacePort port = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
                assertThat(port.call(TAKE)).isInstanceOf(Answer.Found.class);
            }
            assertThat(proxy.connections()).isEqualTo(2);
        }
        assertThat(entries()).isZero();
    }

    @Test
    void whatHasNotArrivedWhenTheSessionIsClosedIsGivenBack() throws Exception {
        CompletableFuture<Answer> taken;
        try (CuttingProxy proxy = new CuttingProxy(node.port(), true, Cut.never())) {
            try (SpacePort port = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
                taken = port.send(TAKE);
                OpensSpaces.awaitWaiters(direct, 1);
                proxy.silenceServer();
                direct.out("job");
                assertThat(entries()).isZero();
            }
        }
        assertThat(((Answer.Failed) taken.get(SECONDS, TimeUnit.SECONDS)).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(entries()).isOne();
    }

    @Test
    void whatBecameOfAWriteInFlightWhenTheSessionIsClosedIsNotKnown() throws Exception {
        CompletableFuture<Answer> written;
        try (CuttingProxy proxy = new CuttingProxy(node.port(), true, Cut.never())) {
            try (SpacePort port = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
                proxy.silenceServer();
                written = port.send(Request.of(
                        new Operation.Write("default", List.of(Draft.of(tuple("job"))), Wait.NOW)));
                assertThat(direct.defaultContainer().read(Coordinators.fifo(), OpensSpaces.LONG_WAIT).tuple())
                        .contains(tuple("job"));
            }
        }
        ErrorCode code = ((Answer.Failed) written.get(SECONDS, TimeUnit.SECONDS)).code();
        assertThat(code).isEqualTo(ErrorCode.CLOSED);
        assertThat(code.outcome()).isEqualTo(ErrorCode.Outcome.UNKNOWN);
        assertThat(entries()).isOne();
    }

    @Test
    void whatWaitsWhenTheSessionIsClosedFails() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Space space = SpaceClient.connect(node.address());
        Thread.ofPlatform().start(() -> {
            try {
                space.in("never");
            } catch (RuntimeException closed) {
                failure.complete(closed);
            }
        });
        OpensSpaces.awaitWaiters(direct, 1);
        space.close();
        assertThat(failure.get(SECONDS, TimeUnit.SECONDS)).hasMessageStartingWith("CLOSED");
        assertThatThrownBy(() -> space.out("late")).hasMessageStartingWith("CLOSED");
        direct.out("never");
        assertThat(entries()).isOne();
    }
}
