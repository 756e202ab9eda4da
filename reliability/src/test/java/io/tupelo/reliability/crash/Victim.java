package io.tupelo.reliability.crash;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.protocol.WireWriter;
import io.tupelo.tuple.Template;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process with sessions that take and that is killed at it. Prints a line when it has come so far.
final class Victim {
    /// What it does when it is killed.
    enum Doing {
        /// It waits, as clients do.
        WAITING,
        /// It has every answer, or is about to get it, and acknowledges none.
        RECEIVING
    }

    /// How long its sessions outlive it.
    static final long LEASE_MILLIS = 100;

    private Victim() {}

    /// Does it until it is killed.
    ///
    /// @param arguments what it does, the server's port, how many sessions it opens, and the first field of what they take
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        int sessions = Integer.parseInt(arguments[2]);
        switch (Doing.valueOf(arguments[0])) {
            case WAITING -> waitForEver(port, sessions, arguments[3]);
            case RECEIVING -> receive(port, sessions, arguments[3]);
        }
    }

    private static Request take(String kind, int number) {
        return Request.of(new Operation.Get(
                Pick.TAKE, "default", Coordinators.linda(Template.template(kind, number)), Wait.FOREVER));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody lives to see it
    private static void waitForEver(int port, int sessions, String kind) {
        ClientConfig config = ClientConfig.DEFAULT.withLease(Duration.ofMillis(LEASE_MILLIS));
        for (int i = 0; i < sessions; i++) {
            SpaceClient.port("tupelo://127.0.0.1:" + port, config).send(take(kind, i));
        }
        System.out.println("waiting");
        while (true) {
            LockSupport.park();
        }
    }

    private static void receive(int port, int sessions, String kind) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            send(socket, new Frame.Hello(ProtocolLimits.VERSION, "default", LEASE_MILLIS));
            await(socket, Frame.Welcome.class);
            send(socket, new Frame.Requests(0, List.of(new NumberedRequest(1, take(kind, i)))));
        }
        System.out.println("waiting");
        for (Socket socket : sockets) {
            await(socket, Frame.Answers.class);
        }
        System.out.println("received");
        while (true) {
            LockSupport.park();
        }
    }

    private static void send(Socket socket, Frame frame) throws IOException {
        WireWriter out = new WireWriter(64);
        FrameCodec.write(out, frame);
        socket.getOutputStream().write(out.array(), 0, out.size());
    }

    private static void await(Socket socket, Class<? extends Frame> kind) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Frame frame;
        do {
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            frame = FrameCodec.read(body, 0, body.length);
        } while (!kind.isInstance(frame));
    }
}
