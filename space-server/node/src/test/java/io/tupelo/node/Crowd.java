package io.tupelo.node;

import io.tupelo.operation.ErrorCode;
import io.tupelo.protocol.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A process of many clients: one process alone couldn't open both ends of so many connections.
final class Crowd {
    private Crowd() {}

    /// Opens sessions, then some more that must be refused, and shows that those it has are served. It prints a line after
    /// each of these steps, and keeps its connections until its input ends.
    ///
    /// @param arguments the server's port, how many sessions, and how many more
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int sessions = Integer.parseInt(arguments[1]);
        int more = Integer.parseInt(arguments[2]);
        List<RawClient> clients = new ArrayList<>();
        while (clients.size() < sessions) {
            clients.add(RawClient.greeted(port));
        }
        System.out.println("open");
        for (int i = 0; i < more; i++) {
            try (RawClient client = new RawClient(port)) {
                ErrorCode code = client.expect(Frame.Refused.class).code();
                if (code != ErrorCode.OVERLOADED) {
                    throw new IllegalStateException("refused with " + code);
                }
            }
        }
        System.out.println("refused");
        for (RawClient client : clients) {
            client.send(new Frame.Ping());
        }
        for (RawClient client : clients) {
            client.expect(Frame.Pong.class);
        }
        System.out.println("served");
        System.in.transferTo(System.out);
    }
}
