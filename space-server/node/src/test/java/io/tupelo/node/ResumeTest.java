package io.tupelo.node;

import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.CuttingProxy.Cut;
import io.tupelo.node.CuttingProxy.Where;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A connection may break at any frame: nothing is lost and nothing is done twice.
class ResumeTest {
    private static final int TUPLES = 5;
    private static final long SECONDS = 20;

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space direct = node.other();

    static Stream<Arguments> cuts() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (boolean fromServer : new boolean[] {true, false}) {
            for (Where where : Where.values()) {
                for (int frame = 1; frame <= 2 * TUPLES + 1; frame++) {
                    all.add(Arguments.of(fromServer, frame, where));
                }
            }
        }
        return all.build();
    }

    @ParameterizedTest(name = "from server {0}, frame {1}, {2}")
    @MethodSource("cuts")
    void nothingIsLostOrDoneTwiceWhereverTheConnectionIsCut(boolean fromServer, int frame, Where where)
            throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(node.port(), fromServer, Cut.atFrame(frame, where));
                Space cut = SpaceClient.connect(proxy.address())) {
            for (int i = 0; i < TUPLES; i++) {
                cut.out("job", i);
                assertThat(cut.in("job", any())).isEqualTo(tuple("job", i));
            }
            assertThat(proxy.hasCut()).isTrue();
            assertThat(direct.defaultContainer().count(Coordinators.fifo().available())).isZero();
        }
    }

    @ParameterizedTest(name = "from server {0}, frame {1}, {2}")
    @MethodSource("cuts")
    void aTakeThatWaitsGetsItsTupleWhereverTheConnectionIsCut(boolean fromServer, int frame, Where where)
            throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(node.port(), fromServer, Cut.atFrame(frame, where));
                SpacePort cut = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
            for (int i = 0; i < TUPLES; i++) {
                CompletableFuture<Answer> taken = cut.send(take("job", Wait.FOREVER));
                direct.out("job", i);
                assertThat(tupleOf(taken.get(SECONDS, TimeUnit.SECONDS))).isEqualTo(tuple("job", i));
            }
            assertThat(direct.defaultContainer().count(Coordinators.fifo().available())).isZero();
        }
    }

    private static Request take(String kind, Wait patience) {
        return Request.of(new Operation.Get(
                Pick.TAKE, "default", Coordinators.linda(Template.template(kind, any())), patience));
    }

    private static Tuple tupleOf(Answer answer) {
        return ((Answer.Found) answer).entries().getFirst().tuple();
    }

    @Test
    void aWatchGoesOnAfterTheConnectionWasCut() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(node.port(), true, Cut.atFrame(4, Where.BEFORE));
                SpacePort cut = SpaceClient.port(proxy.address(), ClientConfig.DEFAULT)) {
            LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
            Operation.Watch watch = new Operation.Watch("default", null, EnumSet.of(EventKind.WRITTEN), null);
            try (var running = cut.watch(watch, events::add)) {
                for (int i = 0; i < 20; i++) {
                    direct.out(i);
                    Event event = events.poll(SECONDS, TimeUnit.SECONDS);
                    assertThat(event).isNotNull();
                    assertThat(event.entry().tuple()).isEqualTo(tuple(i));
                }
            }
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void aQuietClientKeepsItsConnection() throws Exception {
        node.replaceBy(NodeConfig.DEFAULT.withPort(0).withConnections(100, 300, 1));
        try (CuttingProxy network = new CuttingProxy(node.port(), true, Cut.never());
                SpacePort quiet = SpaceClient.port(network.address(), ClientConfig.DEFAULT);
                SpacePort waiting = SpaceClient.port(network.address(), ClientConfig.DEFAULT)) {
            Wait longerThanTheServerBearsSilence = Wait.atMost(Duration.ofSeconds(5));
            assertThat(waiting.call(take("never", longerThanTheServerBearsSilence))).isInstanceOf(Answer.Empty.class);
            assertThat(quiet.call(take("none", Wait.NOW))).isInstanceOf(Answer.Empty.class);
            assertThat(network.connections()).isEqualTo(2);
        }
    }

    @Test
    void whatWaitsFailsOnceTheServerHasBeenGoneForTooLong() throws Exception {
        ClientConfig hasty = ClientConfig.DEFAULT.withConnectTimeout(Duration.ofMillis(200));
        try (SpacePort port = SpaceClient.port(node.address(), hasty)) {
            CompletableFuture<Answer> taken = port.send(take("never", Wait.FOREVER));
            assertThat(port.call(Request.of(new Operation.Inspect(Subject.STATS)))).isInstanceOf(Answer.Rows.class);
            node.stop();
            assertThat(code(taken.get(SECONDS, TimeUnit.SECONDS)))
                    .isIn(ErrorCode.UNREACHABLE, ErrorCode.CLOSED, ErrorCode.SESSION_EXPIRED);
            assertThat(code(port.call(take("never", Wait.NOW)))).isEqualTo(ErrorCode.UNREACHABLE);
        }
    }

    @Test
    void aSessionTheServerNoLongerKnowsFailsWhatWaitsAndTheNextRequestGoesThrough() throws Exception {
        int port = node.port();
        try (SpacePort cut = SpaceClient.port(node.address(), ClientConfig.DEFAULT)) {
            CompletableFuture<Answer> taken = cut.send(take("never", Wait.FOREVER));
            assertThat(cut.call(take("none", Wait.NOW))).isInstanceOf(Answer.Empty.class);
            node.replaceBy(NodeConfig.DEFAULT.withPort(port));
            assertThat(code(taken.get(SECONDS, TimeUnit.SECONDS))).isEqualTo(ErrorCode.SESSION_EXPIRED);
            assertThat(cut.call(take("none", Wait.NOW))).isInstanceOf(Answer.Empty.class);
        }
    }

    @Test
    void whatWasSentBeforeAServerRefusesTheSessionMayHaveBeenApplied() throws Exception {
        int port = node.port();
        try (SpacePort cut = SpaceClient.port(LocalNode.address(port), ClientConfig.DEFAULT)) {
            CompletableFuture<Answer> taken = cut.send(take("never", Wait.FOREVER));
            assertThat(cut.call(take("none", Wait.NOW))).isInstanceOf(Answer.Empty.class);
            node.replaceBy(NodeConfig.DEFAULT.withPort(port).withSpaces(List.of("other")));
            Answer.Failed failed = (Answer.Failed) taken.get(SECONDS, TimeUnit.SECONDS);
            assertThat(failed.code().outcome()).isEqualTo(ErrorCode.Outcome.UNKNOWN);
            assertThat(failed.message()).contains("UNKNOWN_SPACE");
        }
    }

    @Test
    void aWatchGoesOnAfterAGapWhenTheServerWasStartedAnew() throws Exception {
        int port = node.port();
        for (int i = 0; i < 1_000; i++) {
            direct.out(i);
        }
        LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
        Operation.Watch watch = new Operation.Watch("default", null, EnumSet.of(EventKind.WRITTEN), null);
        try (SpacePort cut = SpaceClient.port(LocalNode.address(port), ClientConfig.DEFAULT);
                var running = cut.watch(watch, events::add)) {
            direct.out("before");
            assertThat(events.poll(SECONDS, TimeUnit.SECONDS).kind()).isEqualTo(EventKind.WRITTEN);
            node.replaceBy(NodeConfig.DEFAULT.withPort(port));
            try (SpacePort anew = node.space()) {
                Space space = Space.over(anew);
                Event first = null;
                for (int i = 0; i < 100 && first == null; i++) {
                    space.out("anew");
                    first = events.poll(50, TimeUnit.MILLISECONDS);
                }
                assertThat(first.kind()).isEqualTo(EventKind.GAP);
                space.out("anew");
                assertThat(events.poll(SECONDS, TimeUnit.SECONDS).entry().tuple()).isEqualTo(tuple("anew"));
            }
        }
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Failed) answer).code();
    }

    @Test
    void anInterruptedCallIsWithdrawnAndTheConnectionStays() throws Exception {
        try (SpacePort port = SpaceClient.port(node.address(), ClientConfig.DEFAULT)) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                answer.complete(port.call(take("never", Wait.FOREVER)));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            OpensSpaces.awaitWaiters(direct, 1);
            caller.interrupt();
            assertThat(code(answer.get(SECONDS, TimeUnit.SECONDS))).isEqualTo(ErrorCode.CANCELLED);
            assertThat(flag.get(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(port.call(take("none", Wait.NOW))).isInstanceOf(Answer.Empty.class);
        }
    }

    @Test
    void aCancelledFutureIsWithdrawn() throws Exception {
        try (SpacePort port = SpaceClient.port(node.address(), ClientConfig.DEFAULT)) {
            CompletableFuture<Answer> taken = port.send(take("never", Wait.FOREVER));
            taken.cancel(false);
            OpensSpaces.awaitWaiters(direct, 0);
            while (!taken.isCancelled()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aCallbackMayCallAgain() throws Exception {
        try (SpacePort port = SpaceClient.port(node.address(), ClientConfig.DEFAULT)) {
            CompletableFuture<Answer> second =
                    port.send(take("none", Wait.NOW)).thenApply(_ -> port.call(take("none", Wait.NOW)));
            assertThat(second.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Answer.Empty.class);
        }
    }

    @Test
    void manyThreadsShareOneConnection() throws Exception {
        try (Space space = SpaceClient.connect(node.address())) {
            List<Thread> threads = Stream.iterate(0, i -> i < 32, i -> i + 1)
                    .map(i -> (i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform()).unstarted(() -> {
                        for (int round = 0; round < 200; round++) {
                            space.out("mine" + i, round);
                            assertThat(space.in("mine" + i, any())).isEqualTo(tuple("mine" + i, round));
                        }
                        space.out("done", i);
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (int i = 0; i < threads.size(); i++) {
                assertThat(direct.in("done", any())).isNotNull();
            }
        }
    }
}
