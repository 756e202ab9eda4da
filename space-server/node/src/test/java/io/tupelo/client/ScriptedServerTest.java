package io.tupelo.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.LocalNode;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.protocol.ServerLimits;
import io.tupelo.protocol.WireWriter;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Template;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client gets over what a server, or the network, does to it; the server does what the test says.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptedServerTest {
    private static final long SECONDS = 10;
    private static final Receipt RECEIPT = new Receipt(1, 1, 0);
    private static final Frame WELCOME = new Frame.Welcome(1, 2, 0, ServerLimits.of(Limits.DEFAULT));
    private static final Request SMALL = Request.of(new Operation.Inspect(Subject.STATS));
    private ServerSocket listener;
    private Socket socket;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        socket = new Socket();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        listener.close();
    }

    private CompletableFuture<SpacePort> connecting() {
        String address = LocalNode.address(listener.getLocalPort());
        return CompletableFuture.supplyAsync(() -> SpaceClient.port(address, ClientConfig.DEFAULT));
    }

    private void accept() throws IOException {
        socket = listener.accept();
    }

    /// Sends all at once.
    private void send(Frame... frames) throws IOException {
        WireWriter out = new WireWriter(64);
        for (Frame frame : frames) {
            FrameCodec.write(out, frame);
        }
        socket.getOutputStream().write(out.array(), 0, out.size());
    }

    private static Frame answer(long number, long answerNumber) {
        return new Frame.Answers(List.of(new NumberedAnswer.Whole(number, answerNumber, new Answer.Done(RECEIPT))));
    }

    /// Reads the next frame of that kind.
    private <F extends Frame> F expect(Class<F> kind) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            byte[] body = in.readNBytes(in.readInt());
            Frame frame = FrameCodec.read(body, 0, body.length);
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    private void expectRequest(long number) throws IOException {
        Frame.Requests requests = expect(Frame.Requests.class);
        while (requests.requests().isEmpty()) {
            requests = expect(Frame.Requests.class);
        }
        assertThat(requests.requests().getFirst().number()).isEqualTo(number);
    }

    /// Returns a request that just fits a frame if it acknowledges nothing.
    private static Request largest() {
        for (int length = ProtocolLimits.FRAME_BYTES_MAX; ; length--) {
            Request request = Request.of(new Operation.Get(
                    Pick.TAKE, "default", Coordinators.linda(Template.template("x".repeat(length))), Wait.FOREVER));
            try {
                FrameCodec.writeRequest(new WireWriter(2 << 20), 0, 1, request);
                return request;
            } catch (ProtocolException _) {
                // A little less, then.
            }
        }
    }

    @Test
    void theLargestRequestIsSentAgainThoughThereIsSomethingToAcknowledge() throws Exception {
        CompletableFuture<SpacePort> connecting = connecting();
        accept();
        expect(Frame.Hello.class);
        send(WELCOME);
        SpacePort port = connecting.get(SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Answer> large = port.send(largest());
        expectRequest(1);
        CompletableFuture<Answer> small = port.send(SMALL);
        expectRequest(2);
        send(answer(2, 1));
        assertThat(small.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Answer.Done.class);
        socket.close();
        accept();
        assertThat(expect(Frame.Resume.class).receivedAnswers()).isOne();
        send(WELCOME);
        expectRequest(1);
        send(answer(1, 2));
        assertThat(large.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Answer.Done.class);
    }

    @Test
    void aWrongAnswerBehindTheWelcomeBreaksTheConnectionOnly() throws Exception {
        CompletableFuture<SpacePort> connecting = connecting();
        accept();
        expect(Frame.Hello.class);
        send(WELCOME, new Frame.Answers(List.of(new NumberedAnswer.Part(1, 1, new byte[] {-1}, false))));
        SpacePort port = connecting.get(SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Answer> asked = port.send(SMALL);
        accept();
        expect(Frame.Resume.class);
        send(WELCOME);
        expectRequest(1);
        send(answer(1, 1));
        assertThat(asked.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(Answer.Done.class);
    }
}
