package io.tupelo.reliability.crash;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.tuple.Template;
import java.io.IOException;
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
        List<RawSession> raw = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            RawSession session = new RawSession(port, LEASE_MILLIS);
            raw.add(session);
            session.send(take(kind, i));
        }
        System.out.println("waiting");
        for (RawSession session : raw) {
            session.await(Frame.Answers.class);
        }
        System.out.println("received");
        while (true) {
            LockSupport.park();
        }
    }
}
