package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a client sends, it is told what was wrong, by an answer or at the end of its connection, and nobody else
/// notices.
class BadInputTest {
    private static final long SECONDS = 20;

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space other = node.other();
    private CompletableFuture<Tuple> waiting;

    @BeforeEach
    void start() {
        other.create(ContainerSpec.named("keyed").with("key"));
        other.container("keyed").write(tuple("kept"), Coordinators.key("k"));
        waiting = CompletableFuture.supplyAsync(() -> other.in("for", "other"));
        OpensSpaces.awaitWaiters(other, 1);
    }

    @AfterEach
    void nobodyElseHasNoticed() throws Exception {
        assertThat(other.container("keyed").read(Coordinators.key("k")).tuple()).contains(tuple("kept"));
        assertThat(other.defaultContainer().count(Coordinators.fifo().available())).isZero();
        other.out("for", "other");
        assertThat(waiting.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(tuple("for", "other"));
    }

    // ---- what can't be read ----

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] varint(int value) {
        return value < 0x80 ? new byte[] {(byte) value} : join(new byte[] {(byte) (value | 0x80)}, varint(value >>> 7));
    }

    /// Returns field `field` of a message: a number.
    private static byte[] number(int field, int value) {
        return join(varint(field << 3), varint(value));
    }

    /// Returns field `field` of a message: bytes, text, or a message of these fields.
    private static byte[] field(int field, byte[]... parts) {
        byte[] content = join(parts);
        return join(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] text(int field, String text) {
        return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] request(byte[] operation) {
        return field(4, field(2, number(1, 1), field(5, operation)));
    }

    private static byte[] write(byte[]... fields) {
        return request(field(1, text(1, "default"), field(2, field(1, fields))));
    }

    private static byte[] get(byte[]... selectors) {
        return request(field(3, text(2, "default"), field(3, selectors)));
    }

    private static byte[] linda(byte[]... matchers) {
        return get(field(1, text(1, "linda"), field(3, matchers)));
    }

    private static byte[] repeated(int times, byte[] part) {
        return join(Collections.nCopies(times, part).toArray(byte[][]::new));
    }

    /// Wraps `innermost` into itself so many times.
    private static byte[] nested(int levels, byte[] innermost, int... fields) {
        byte[] result = innermost;
        for (int level = 0; level < levels; level++) {
            for (int field : fields) {
                result = field(field, result);
            }
        }
        return result;
    }

    static Stream<Arguments> frames() {
        byte[] one = field(1, number(2, 2));
        byte[] any = field(1, field(2));
        byte[] entry = field(1, text(1, "twice"), field(2, number(2, 2)));
        return Stream.of(
                Arguments.of("nothing", new byte[0], ErrorCode.MALFORMED_FRAME),
                Arguments.of("an unknown message", field(31), ErrorCode.MALFORMED_FRAME),
                Arguments.of("an unknown operation", request(field(99)), ErrorCode.MALFORMED_FRAME),
                Arguments.of("no operation", field(4, field(2, number(1, 1))), ErrorCode.MALFORMED_FRAME),
                Arguments.of("an unknown pick", request(field(3, number(1, 9))), ErrorCode.MALFORMED_FRAME),
                Arguments.of("no selection", request(field(3, text(2, "default"))), ErrorCode.MALFORMED_FRAME),
                Arguments.of("no selector", get(), ErrorCode.MALFORMED_FRAME),
                Arguments.of("17 selectors", get(repeated(17, field(1, text(1, "fifo")))), ErrorCode.INVALID_SELECTION),
                Arguments.of("a tuple of no fields", write(), ErrorCode.INVALID_TUPLE),
                Arguments.of("a tuple of 65 fields", write(repeated(65, one)), ErrorCode.INVALID_TUPLE),
                Arguments.of(
                        "a list too deep",
                        write(field(1, nested(17, number(2, 2), 1, 9))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of(
                        "a tuple too deep",
                        write(field(1, nested(17, number(2, 2), 1, 11))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of(
                        "a list without bottom",
                        write(field(1, nested(9_000, number(2, 2), 1, 9))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of(
                        "a map with a key twice",
                        write(field(1, field(10, entry, entry))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of(
                        "text that is none",
                        write(field(1, field(5, new byte[] {(byte) 0xff}))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of("a UUID of 3 bytes", write(field(1, field(8, new byte[3]))), ErrorCode.MALFORMED_FRAME),
                Arguments.of("a template of no fields", linda(), ErrorCode.INVALID_TUPLE),
                Arguments.of("a template of 65 fields", linda(repeated(65, any)), ErrorCode.INVALID_TUPLE),
                Arguments.of("a template too deep", linda(nested(17, any, 9, 1)), ErrorCode.MALFORMED_FRAME),
                Arguments.of(
                        "a negation without bottom",
                        linda(field(1, nested(9_000, field(2), 8))),
                        ErrorCode.MALFORMED_FRAME),
                Arguments.of("a matcher that is none", linda(field(1)), ErrorCode.MALFORMED_FRAME),
                Arguments.of("an expression that is none", linda(field(1, text(7, "("))), ErrorCode.INVALID_TUPLE));
    }

    /// That who is refused is disconnected a little later takes its time, and is [AdmissionTest]'s to show.
    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void whatCantBeReadEndsItsConnectionWithAReason(String what, byte[] body, ErrorCode code) throws IOException {
        byte[] frame = ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).array();
        try (RawClient client = RawClient.greeted(node.port())) {
            client.sendBytes(frame, frame.length);
            Frame.Refused refused = client.expect(Frame.Refused.class);
            assertThat(refused.code()).as(refused.message()).isEqualTo(code);
        }
    }

    @Test
    void aLengthBeyondAllBoundsIsRefused() throws IOException {
        try (RawClient client = RawClient.greeted(node.port())) {
            client.sendBytes(0xff, 0xff, 0xff, 0xff);
            assertThat(client.expect(Frame.Refused.class).code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
        }
    }

    @Test
    void whatIsCutOffInItsMiddleHasNoEffect() throws IOException {
        byte[] frame = RawClient.bytes(
                RawClient.requests(1, List.of(Request.of(writing("default", Draft.of(tuple("half")))))));
        for (int length = 1; length < frame.length; length++) {
            try (RawClient client = RawClient.greeted(node.port())) {
                client.sendBytes(frame, length);
            }
        }
        LocalNode.awaitOneConnection(OpensSpaces.LONG, other);
    }

    // ---- what can be read, and can't be done ----

    static Stream<Arguments> operations() {
        Selection fifo = Coordinators.fifo();
        return Stream.of(
                Arguments.of(new Operation.Get(Pick.TAKE, "nowhere", fifo, Wait.NOW), ErrorCode.UNKNOWN_CONTAINER),
                Arguments.of(new Operation.Get(Pick.TAKE, "keyed", fifo, Wait.NOW), ErrorCode.UNKNOWN_COORDINATOR),
                Arguments.of(writing("keyed", Draft.of(tuple(1))), ErrorCode.MISSING_COORDINATE),
                Arguments.of(writing("keyed", Draft.of(tuple(1), Coordinators.key("k"))), ErrorCode.DUPLICATE_KEY),
                Arguments.of(writing("default", Draft.of(tuple(Bytes.of(new byte[300_000])))), ErrorCode.TUPLE_TOO_LARGE),
                Arguments.of(
                        new Operation.Write("default", Collections.nCopies(10_001, Draft.of(tuple(1))), Wait.NOW),
                        ErrorCode.INVALID_REQUEST),
                Arguments.of(
                        new Operation.CreateContainer(ContainerSpec.named("keyed").with("fifo"), false),
                        ErrorCode.CONTAINER_EXISTS),
                Arguments.of(
                        new Operation.CreateContainer(ContainerSpec.named("odd").with("nonsense"), false),
                        ErrorCode.UNKNOWN_COORDINATOR),
                Arguments.of(new Operation.Commit(77), ErrorCode.UNKNOWN_TRANSACTION),
                Arguments.of(new Operation.Complete(77, List.of()), ErrorCode.CLAIM_LOST));
    }

    private static Operation writing(String container, Draft draft) {
        return new Operation.Write(container, List.of(draft), Wait.NOW);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatCantBeDoneIsAnsweredAndTheConnectionStays(Operation wrong, ErrorCode code) throws IOException {
        try (RawClient client = RawClient.greeted(node.port())) {
            client.ask(wrong);
            assertThat(client.answer().answer()).isInstanceOfSatisfying(
                    Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
            client.ask(new Operation.Get(Pick.COUNT, "keyed", Coordinators.key("k"), Wait.NOW));
            assertThat(((Answer.Counted) client.answer().answer()).count()).isOne();
        }
    }
}
