package io.tupelo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written is read back, and what is no frame is refused by name, whatever it is.
class FrameCodecTest {
    private static final int ROUNDS = 40;
    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong());

    private static byte[] encode(Frame frame) {
        WireWriter out = new WireWriter(16);
        FrameCodec.write(out, frame);
        return Arrays.copyOf(out.array(), out.size());
    }

    private static Frame decode(byte[] bytes) {
        return FrameCodec.read(bytes, ProtocolLimits.LENGTH_BYTES, FrameCodec.length(bytes, 0));
    }

    private List<Frame> randomFrames(int rounds) {
        System.out.println("tupelo.seed=" + seed);
        RandomFrames random = new RandomFrames(seed);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            frames.addAll(random.frames());
        }
        return frames;
    }

    @Test
    void everyFrameIsReadBackAsItWasWritten() {
        for (Frame frame : randomFrames(ROUNDS)) {
            assertThat(decode(encode(frame))).as("seed %s", seed).isEqualTo(frame);
        }
    }

    @Test
    void everyFrameIsReadByTheClassesGeneratedFromTheSchemaAndWrittenByThemReadHere() throws Exception {
        for (Frame frame : randomFrames(ROUNDS)) {
            byte[] bytes = encode(frame);
            byte[] body = Arrays.copyOfRange(bytes, ProtocolLimits.LENGTH_BYTES, bytes.length);
            io.tupelo.protocol.v1.Frame generated = io.tupelo.protocol.v1.Frame.parseFrom(body);
            assertThat(generated.getUnknownFields().asMap()).isEmpty();
            byte[] theirs = generated.toByteArray();
            assertThat(FrameCodec.read(theirs, 0, theirs.length)).as("seed %s", seed).isEqualTo(frame);
        }
    }

    @Test
    void aFrameCutOffAnywhereIsRefused() {
        for (Frame frame : randomFrames(1)) {
            byte[] bytes = encode(frame);
            for (int length = ProtocolLimits.LENGTH_BYTES; length < bytes.length; length++) {
                refusedOrRead(Arrays.copyOfRange(bytes, ProtocolLimits.LENGTH_BYTES, length));
            }
        }
    }

    @Test
    void aFrameWithFlippedBitsIsRefusedOrIsAnotherFrame() {
        Random flips = new Random(seed);
        for (Frame frame : randomFrames(2)) {
            byte[] bytes = encode(frame);
            byte[] body = Arrays.copyOfRange(bytes, ProtocolLimits.LENGTH_BYTES, bytes.length);
            for (int i = 0; i < 300 && body.length > 0; i++) {
                byte[] flipped = body.clone();
                for (int bit = flips.nextInt(3); bit >= 0; bit--) {
                    flipped[flips.nextInt(flipped.length)] ^= (byte) (1 << flips.nextInt(Byte.SIZE));
                }
                refusedOrRead(flipped);
            }
        }
    }

    @Test
    void randomBytesAreRefusedOrAreAFrame() {
        System.out.println("tupelo.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            refusedOrRead(bytes);
        }
    }

    private void refusedOrRead(byte[] body) {
        Throwable thrown = catchThrowable(() -> FrameCodec.read(body, 0, body.length));
        if (thrown != null) {
            assertThat(thrown).as("seed %s", seed).isInstanceOf(ProtocolException.class);
            assertThat(((ProtocolException) thrown).code())
                    .isIn(
                            ErrorCode.MALFORMED_FRAME,
                            ErrorCode.INVALID_TUPLE,
                            ErrorCode.INVALID_SELECTION,
                            ErrorCode.UNSUPPORTED_VERSION);
        }
    }

    @Test
    void aRefusalNamesThePlace() {
        io.tupelo.protocol.v1.Frame noTuple = io.tupelo.protocol.v1.Frame.newBuilder()
                .setRequests(io.tupelo.protocol.v1.Requests.newBuilder()
                        .addRequests(io.tupelo.protocol.v1.Request.newBuilder()
                                .setNumber(1)
                                .setOperation(io.tupelo.protocol.v1.Operation.newBuilder()
                                        .setWrite(io.tupelo.protocol.v1.Write.newBuilder()
                                                .setContainer("jobs")
                                                .addDrafts(io.tupelo.protocol.v1.Draft.getDefaultInstance())))))
                .build();
        assertThatThrownBy(() -> FrameCodec.read(noTuple.toByteArray(), 0, noTuple.getSerializedSize()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("requests.requests.operation.write.drafts: tuple is missing");
    }

    @Test
    void anotherVersionIsRefusedAsSuch() {
        byte[] bytes = io.tupelo.protocol.v1.Frame.newBuilder()
                .setHello(io.tupelo.protocol.v1.Hello.newBuilder().setVersion(2).setSpace("x"))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> FrameCodec.read(bytes, 0, bytes.length))
                .isInstanceOfSatisfying(ProtocolException.class, wrong -> assertThat(wrong.code())
                        .isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] ping = {0x3a, 0x06, 0x0a, 0x04, 1, 2, 3, 4};
        assertThat(FrameCodec.read(ping, 0, ping.length)).isEqualTo(new Frame.Ping());
    }

    @Test
    void aGroupThatEndsWithoutHavingBegunIsRefused() {
        byte[] ping = {0x3a, 0x00, 0x7c};
        assertThatThrownBy(() -> FrameCodec.read(ping, 0, ping.length)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void framesThatArriveByteByByteAreReadAsTheyAre() {
        List<Frame> sent = randomFrames(1);
        List<Frame> received = new ArrayList<>();
        FrameBuffer frames = new FrameBuffer();
        for (Frame frame : sent) {
            byte[] bytes = encode(frame);
            for (int i = 0; i < bytes.length; i++) {
                frames.add(bytes, i, 1, received::add);
            }
        }
        assertThat(received).as("seed %s", seed).isEqualTo(sent);
    }

    @Test
    void valuesThatNestDeeperThanSixteenLevelsAreRefused() {
        var value = io.tupelo.protocol.v1.Value.newBuilder().setInteger(1).build();
        for (int i = 0; i < 17; i++) {
            value = io.tupelo.protocol.v1.Value.newBuilder()
                    .setList(io.tupelo.protocol.v1.ValueList.newBuilder().addValues(value))
                    .build();
        }
        byte[] bytes = io.tupelo.protocol.v1.Frame.newBuilder()
                .setRequests(io.tupelo.protocol.v1.Requests.newBuilder()
                        .addRequests(io.tupelo.protocol.v1.Request.newBuilder()
                                .setNumber(1)
                                .setReplyTo(io.tupelo.protocol.v1.ReplyTo.newBuilder()
                                        .setContainer("c")
                                        .setKey(value))))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> FrameCodec.read(bytes, 0, bytes.length))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("deeper than 16");
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedAndLeavesWhatWasWrittenBefore() {
        WireWriter out = new WireWriter(16);
        FrameCodec.write(out, new Frame.Ping());
        int before = out.size();
        Tuple large = Tuple.tuple(Bytes.of(new byte[ProtocolLimits.FRAME_BYTES_MAX]));
        Request request = Request.of(new Operation.Write("jobs", List.of(Draft.of(large)), Wait.NOW));
        assertThatThrownBy(() -> FrameCodec.writeRequest(out, 0, 1, request))
                .isInstanceOfSatisfying(ProtocolException.class, wrong -> assertThat(wrong.code())
                        .isEqualTo(ErrorCode.FRAME_TOO_LARGE));
        assertThat(out.size()).isEqualTo(before);
    }

    @Test
    void aNameWithHalfASurrogatePairIsThatOfNothing() {
        Request request = Request.of(new Operation.Write("a\ud834", List.of(Draft.of(Tuple.tuple(1))), Wait.NOW));
        assertThatThrownBy(() -> FrameCodec.writeRequest(new WireWriter(16), 0, 1, request))
                .isInstanceOfSatisfying(ProtocolException.class, wrong -> assertThat(wrong.code())
                        .isEqualTo(ErrorCode.UNKNOWN_CONTAINER));
    }

    @Test
    void aNameThatIsEmptyIsThatOfNothing() {
        Request request = Request.of(new Operation.Write("", List.of(Draft.of(Tuple.tuple(1))), Wait.NOW));
        assertThatThrownBy(() -> FrameCodec.writeRequest(new WireWriter(16), 0, 1, request))
                .isInstanceOfSatisfying(ProtocolException.class, wrong -> assertThat(wrong.code())
                        .isEqualTo(ErrorCode.UNKNOWN_CONTAINER));
    }

    @Test
    void anAnswerLargerThanAFrameComesInPiecesAndIsPutTogether() {
        Receipt receipt = new Receipt(1, 2, 0);
        Tuple tuple = Tuple.tuple("blob", Bytes.of(new byte[200_000]));
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            entries.add(new Entry(i, 1, tuple, List.of(), 5, 0, 0));
        }
        WireWriter out = new WireWriter(16);
        AnswerWriter writer = new AnswerWriter(out);
        writer.answer(1, 1, new Answer.Done(receipt));
        writer.answer(2, 2, new Answer.Found(receipt, entries, 0));
        writer.answer(3, 3, new Answer.Done(receipt));
        writer.close();

        AnswerParts parts = new AnswerParts();
        List<Answer> answers = new ArrayList<>();
        FrameBuffer frames = new FrameBuffer();
        for (int from = 0; from < out.size(); from += 1000) {
            frames.add(out.array(), from, Math.min(1000, out.size() - from), frame -> {
                for (NumberedAnswer next : ((Frame.Answers) frame).answers()) {
                    Answer answer = parts.add(next);
                    if (answer != null) {
                        answers.add(answer);
                    }
                }
            });
        }
        assertThat(answers)
                .containsExactly(
                        new Answer.Done(receipt), new Answer.Found(receipt, entries, 0), new Answer.Done(receipt));
    }
}
