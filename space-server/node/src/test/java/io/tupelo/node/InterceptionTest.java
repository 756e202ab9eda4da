package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.space.Interceptor;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What interceptors can do to requests, and can't do to those who ask.
class InterceptionTest {
    private static final long SECONDS = 20;
    private static final Request TAKE =
            Request.of(new Operation.Get(Pick.TAKE, "default", Coordinators.fifo(), Wait.FOREVER));
    private static final Operation WRITE =
            new Operation.Write("default", List.of(Draft.of(tuple("a"))), Wait.NOW);
    /// What was seen, in order.
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private TupeloServer server;

    private Space start(Interceptor... interceptors) throws IOException {
        server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0).withInterceptors(List.of(interceptors)));
        return connect();
    }

    private Space connect() {
        return SpaceClient.connect(LocalNode.address(server.port()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Notes each write and take, and each answer to one.
    private final class Witness implements Interceptor {
        private final String name;
        private final int order;

        Witness(String name, int order) {
            this.name = name;
            this.order = order;
        }

        @Override
        public Request before(Context context, Request request) {
            if (isOfInterest(request)) {
                seen.add(name + " before");
            }
            return request;
        }

        @Override
        public void after(Context context, Request request, Answer answer) {
            if (isOfInterest(request)) {
                seen.add(name + " after " + answer.getClass().getSimpleName());
            }
        }

        private static boolean isOfInterest(Request request) {
            return switch (request.operation()) {
                case Operation.Write _ -> true;
                case Operation.Get get -> get.pick() == Pick.TAKE;
                default -> false;
            };
        }

        @Override
        public int order() {
            return order;
        }
    }

    /// Does something to writes.
    private static Interceptor onWrites(UnaryOperator<Operation.Write> change) {
        return new Interceptor() {
            @Override
            public Request before(Context context, Request request) {
                return request.operation() instanceof Operation.Write write
                        ? Request.of(change.apply(write))
                        : request;
            }
        };
    }

    private static Interceptor vetoing() {
        return onWrites(write -> {
            throw new Interceptor.Veto("nobody writes here");
        });
    }

    private static Operation.Write withTuple(Operation.Write write, Tuple tuple) {
        return new Operation.Write(write.container(), List.of(Draft.of(tuple)), write.patience());
    }

    private static long entries(Space space) {
        return space.defaultContainer().count(Coordinators.fifo().available());
    }

    @Test
    void aVetoedRequestIsNotAppliedAndItsMessageArrives() throws IOException {
        try (Space space = start(vetoing())) {
            OpensSpaces.assertFails(ErrorCode.VETOED, () -> space.out("a"));
            assertThatThrownBy(() -> space.out("a")).hasMessageContaining("nobody writes here");
            assertThat(entries(space)).isZero();
        }
    }

    @Test
    void aReplacementIsAppliedInPlaceOfWhatWasAsked() throws IOException {
        Interceptor labelling = onWrites(write -> new Operation.Write(
                write.container(),
                write.drafts().stream()
                        .map(draft -> new Draft(draft.tuple(), List.of(Coordinators.label("new")), draft.options()))
                        .toList(),
                write.patience()));
        try (Space space = start(labelling)) {
            var labelled = space.create(ContainerSpec.named("labelled").with("label"));
            labelled.write(tuple("a"));
            assertThat(labelled.read(Coordinators.label("new")).tuple()).contains(tuple("a"));
        }
    }

    @Test
    void theyAreCalledInTheirOrderAndBackwards() throws IOException {
        try (Space space = start(new Witness("second", 2), new Witness("third", 3), new Witness("first", 1))) {
            space.out("a");
            assertThat(seen)
                    .containsExactly(
                            "first before",
                            "second before",
                            "third before",
                            "third after Written",
                            "second after Written",
                            "first after Written");
        }
    }

    @Test
    void whatIsVetoedIsSeenByNoLaterOneAndItsAnswerByAllEarlierOnes() throws IOException {
        try (Space space = start(new Witness("first", -1), vetoing(), new Witness("last", 1))) {
            OpensSpaces.assertFails(ErrorCode.VETOED, () -> space.out("a"));
            assertThat(seen).containsExactly("first before", "first after Failed");
        }
    }

    @Test
    void theAnswerToAWaitingRequestIsSeenWhenItComes() throws Exception {
        try (Space space = start(new Witness("it", 0));
                Space waiting = connect()) {
            CompletableFuture<Tuple> taken = CompletableFuture.supplyAsync(() -> waiting.in("a"));
            OpensSpaces.awaitWaiters(space, 1);
            assertThat(seen).containsExactly("it before");
            space.out("a");
            assertThat(taken.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(tuple("a"));
            assertThat(seen)
                    .containsExactlyInAnyOrder("it before", "it before", "it after Written", "it after Found");
        }
    }

    @Test
    void eventsComeBehindTheAnswerThatTheirWatchHasBegun() throws Exception {
        try (Space _ = start(new Witness("it", 0));
                RawClient watching = RawClient.greeted(server.port())) {
            watching.send(RawClient.requests(
                    1,
                    List.of(
                            Request.of(new Operation.Watch("default", null, EnumSet.of(EventKind.WRITTEN), null)),
                            Request.of(WRITE))));
            assertThat(watching.answer().answer()).isInstanceOf(Answer.Watching.class);
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("throws", (UnaryOperator<Operation.Write>) _ -> {
                    throw new IllegalStateException("wrong");
                }),
                Arguments.of("overflows the stack", (UnaryOperator<Operation.Write>) InterceptionTest::overflow),
                Arguments.of("asks for what is null", (UnaryOperator<Operation.Write>)
                        write -> new Operation.Write(write.container(), null, write.patience())),
                Arguments.of("asks for too much", (UnaryOperator<Operation.Write>)
                        write -> withTuple(write, tuple(Bytes.of(new byte[2 << 20])))));
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static Operation.Write overflow(Operation.Write write) {
        return overflow(write);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whereACheckFailsTheRequestIsRefusedAndNobodyElseIsHarmed(String how, UnaryOperator<Operation.Write> failing)
            throws IOException {
        assertFailsClosed(onWrites(write -> write.drafts().getFirst().tuple().size() == 1 ? failing.apply(write) : write));
    }

    @Test
    void whatReplacesARequestByNothingOrBySomethingElseFails() throws IOException {
        for (Request wrong : new Request[] {null, TAKE}) {
            assertFailsClosed(new Interceptor() {
                @Override
                public Request before(Context context, Request request) {
                    return request.operation() instanceof Operation.Write write
                                    && write.drafts().getFirst().tuple().size() == 1
                            ? wrong
                            : request;
                }
            });
        }
    }

    private void assertFailsClosed(Interceptor failing) throws IOException {
        try (Space space = start(new Witness("it", 0), failing);
                Space other = connect()) {
            OpensSpaces.assertFails(ErrorCode.INTERNAL, () -> space.out("a"));
            assertThat(entries(space)).isZero();
            assertThat(seen).contains("it after Failed");
            space.out("same", "connection");
            assertThat(other.in("same", "connection")).isNotNull();
        } finally {
            server.close();
        }
    }

    @Test
    void whatFailsAtAnAnswerChangesNothing() throws IOException {
        Interceptor failing = new Interceptor() {
            @Override
            public void after(Context context, Request request, Answer answer) {
                throw new StackOverflowError("wrong");
            }
        };
        try (Space space = start(new Witness("outer", 0), failing)) {
            space.out("a");
            assertThat(space.in("a")).isEqualTo(tuple("a"));
            assertThat(seen)
                    .containsExactly("outer before", "outer after Written", "outer before", "outer after Found");
        }
    }

    @Test
    void aRequestThatIsSentAgainGetsTheSameVetoAndIsNotSeenAgain() throws IOException {
        Frame write = RawClient.requests(1, List.of(Request.of(WRITE)));
        try (Space space = start(new Witness("it", -1), vetoing());
                RawClient first = new RawClient(server.port());
                RawClient second = new RawClient(server.port())) {
            Frame.Welcome welcome = first.greet();
            first.send(write);
            NumberedAnswer.Whole veto = first.answer();
            assertThat(((Answer.Failed) veto.answer()).code()).isEqualTo(ErrorCode.VETOED);
            second.resume(welcome);
            assertThat(second.expect(Frame.Welcome.class).lastNumber()).isOne();
            assertThat(second.answer()).isEqualTo(veto);
            second.send(write);
            assertThat(second.answer()).isEqualTo(veto);
            assertThat(seen).containsExactly("it before", "it after Failed");
            assertThat(entries(space)).isZero();
        }
    }

    @Test
    void whatWaitedWhenTheConnectionBrokeIsSeenWhenItIsAnswered() throws IOException {
        try (Space space = start(new Witness("it", 0));
                RawClient second = new RawClient(server.port())) {
            Frame.Welcome welcome;
            try (RawClient first = new RawClient(server.port())) {
                welcome = first.greet();
                first.send(RawClient.requests(1, List.of(TAKE)));
                OpensSpaces.awaitWaiters(space, 1);
            }
            second.resume(welcome);
            second.expect(Frame.Welcome.class);
            space.out("a");
            assertThat(second.answer().answer()).isInstanceOf(Answer.Found.class);
            assertThat(seen)
                    .containsExactlyInAnyOrder("it before", "it before", "it after Written", "it after Found");
        }
    }

    @Test
    void requestsOfItsOwnProcessAreNotIntercepted() throws IOException {
        try (Space space = start(vetoing());
                Space own = Space.over(server.space("default"))) {
            own.out("a");
            assertThat(space.inspect(Subject.STATS)).isNotNull();
            assertThat(entries(space)).isOne();
        }
    }
}
