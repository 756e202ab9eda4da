package io.tupelo.client;

import static java.util.Objects.requireNonNull;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation.Commit;
import io.tupelo.operation.Operation.Watch;
import io.tupelo.operation.Operation.Withdraw;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameBuffer;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Threads that send over one connection, which breaks and comes back, and wait for room: the server hears each request once,
/// in the order of the numbers, and nobody waits for ever. Lincheck chooses how the threads take turns; what it finds stuck is a
/// wake-up that was lost, or bytes that nobody writes. Stands here to see what is tested.
class SendingTest {
    private static final String COLLECTIONS = "java.util.";
    private static final Request SMALL = Request.of(new Commit(1));
    private static final Request LARGE = Request.of(new Commit(Long.MAX_VALUE));

    @Test
    void requestsAreHeardInTheOrderOfTheirNumbers() {
        check(Writing.class);
    }

    @Test
    void aNewConnectionIsSentWhatTheServerHasNotSeen() {
        check(Reconnecting.class);
    }

    @Test
    void whoWaitsForRoomIsWokenByTheAnswerThatMakesIt() {
        check(WaitingForRoom.class);
    }

    @Test
    void aWithdrawalNeverWaitsForRoom() {
        check(Withdrawing.class);
    }

    @Test
    void whatIsSentIsHeardBeforeTheGoodbyeAndTheRestIsRefused() {
        check(Parting.class);
    }

    @Test
    void aWatchThatIsClosedWhileItIsStartedAgainEndsAtTheServer() {
        check(Watching.class);
    }

    /// Each of three threads does one of three things, and does it once. They have no results to compare, and the scenario makes no sense with fewer.
    private static void check(Class<?> three) {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(1)
                .invocationsPerIteration(80)
                .loopBound(1_000)
                .addGuarantee(forClasses(SendingTest::isPlain)
                        .allMethods()
                        .ignore())
                .minimizeFailedScenario(false)
                .verifier(EpsilonVerifier.class)
                .check(three);
    }

    /// What needs no interleaving: it is used under a lock, or by one thread, or is atomic.
    private static boolean isPlain(String type) {
        return type.startsWith("io.tupelo.protocol.")
                || type.startsWith("io.tupelo.operation.")
                || type.startsWith("java.util.concurrent.ConcurrentHashMap")
                || (type.startsWith(COLLECTIONS) && type.indexOf('.', COLLECTIONS.length()) < 0);
    }

    /// Two threads send, while one reads and acknowledges.
    public static final class Writing {
        private final Client client = new Client(1_000);
        private final Server server = client.connect(0);

        /// Sends two requests.
        @Operation(runOnce = true)
        public void sendTwo() {
            client.submit(SMALL, SMALL);
        }

        /// Sends a request.
        @Operation(runOnce = true)
        public void sendOne() {
            client.submit(SMALL);
        }

        /// Receives an answer.
        @Operation(runOnce = true)
        public void receive() {
            server.await(1);
            client.answer(1);
            client.sending.acknowledgeIfQuiet();
        }

        /// The server has heard all.
        @Validate
        public void everythingWasHeard() {
            server.mustHaveHeard(1, 3);
            client.sending.acknowledgeIfQuiet();
            server.mustKnowAnswers(1);
        }
    }

    /// A connection that breaks and comes back.
    public abstract static class Breaking {
        final Client client = new Client(1_000);
        final Server first = client.connect(0);
        long seen;
        @Nullable Server second;

        /// Connects again.
        @Operation(runOnce = true)
        public void reconnect() {
            client.unlink();
            seen = first.lastNumber();
            second = client.connect(seen);
        }
    }

    /// Two threads send, while the connection breaks and comes back.
    public static final class Reconnecting extends Breaking {
        /// Sends two requests.
        @Operation(runOnce = true)
        public void sendTwo() {
            client.submit(SMALL, SMALL);
        }

        /// Sends a request.
        @Operation(runOnce = true)
        public void sendOne() {
            client.submit(SMALL);
        }

        /// Either server has heard its part.
        @Validate
        public void everythingWasHeardOnce() {
            first.mustHaveHeard(1, seen);
            requireNonNull(second).mustHaveHeard(seen + 1, 3);
        }
    }

    /// Two threads wait for the room that a large request takes.
    public static final class WaitingForRoom {
        private final Client client = new Client(bytes(SMALL));
        private final Server server = client.connect(0);

        /// Leaves no room.
        public WaitingForRoom() {
            client.submit(LARGE);
        }

        /// Sends a request.
        @Operation(runOnce = true)
        public void send() {
            client.submit(SMALL);
        }

        /// Sends another one.
        @Operation(runOnce = true)
        public void sendToo() {
            client.submit(SMALL);
        }

        /// Receives the answer to the large one, and waits for the others without giving another answer.
        @Operation(runOnce = true)
        public void receive() {
            client.answer(1);
            server.await(3);
        }

        /// The server has heard all.
        @Validate
        public void everythingWasHeard() {
            server.mustHaveHeard(1, 3);
        }
    }

    /// A thread waits for the room that a large request takes, and one withdraws that request.
    public static final class Withdrawing {
        private final Client client = new Client(bytes(SMALL));
        private final Server server = client.connect(0);
        private final Slot large = Slot.forNobody(LARGE);

        /// Leaves no room.
        public Withdrawing() {
            client.submit(large);
        }

        /// Sends a request.
        @Operation(runOnce = true)
        public void send() {
            client.submit(SMALL);
        }

        /// Withdraws the large one.
        @Operation(runOnce = true)
        public void withdraw() {
            client.sending.withdraw(large, client);
        }

        /// Receives answers, but none before the server has heard of the withdrawal.
        @Operation(runOnce = true)
        public void receive() {
            server.await(2);
            client.answer(1);
            client.answer(2);
        }

        /// The server has heard all.
        @Validate
        public void everythingWasHeard() {
            server.mustHaveHeard(1, 3);
            require(server.operation(2).equals(new Withdraw(1)), "a withdrawal");
        }
    }

    /// Two threads send, of which one may have to wait for room, while the session is closed.
    public static final class Parting {
        private final Client client = new Client(bytes(SMALL));
        private final Server server = client.connect(0);

        /// Sends a request.
        @Operation(runOnce = true)
        public void send() {
            client.submit(LARGE);
        }

        /// Sends another one.
        @Operation(runOnce = true)
        public void sendToo() {
            client.submit(LARGE);
        }

        /// Closes the session.
        @Operation(runOnce = true)
        public void close() {
            client.sending.close();
            client.sending.part();
        }

        /// The server has heard what was not refused, and then the goodbye.
        @Validate
        public void everythingWasHeard() {
            server.mustHaveHeard(1, 2 - client.refused());
            server.mustHaveHeardGoodbyeLast();
        }
    }

    /// A watch is closed while the connection breaks and comes back, and somebody sends.
    public static final class Watching extends Breaking {
        private final RemoteWatch watch = client.watch();

        /// Starts the watch.
        public Watching() {
            client.answer(1);
            watch.started(new Receipt(1, 1, 0));
        }

        /// Closes the watch.
        @Operation(runOnce = true)
        public void close() {
            watch.close();
        }

        /// Sends a request.
        @Operation(runOnce = true)
        public void send() {
            client.submit(SMALL);
        }

        /// Neither the client nor a server knows the watch.
        @Validate
        public void theWatchHasEnded() {
            Server last = requireNonNull(second);
            first.mustHaveHeard(1, seen);
            last.mustHaveHeard(seen + 1, last.lastNumber());
            require(!client.sending.hasWatches(), "no watch");
            require(last.watchesAfter(first.watchesAfter(Set.of())).isEmpty(), "no watch at the server");
        }
    }

    private static int bytes(Request request) {
        WireWriter out = new WireWriter(64);
        FrameCodec.writeRequest(out, 1, 1, request);
        return out.size();
    }

    private static void require(boolean holds, @Nullable Object what) {
        if (!holds) {
            throw new IllegalStateException("it should be so: " + what);
        }
    }

    /// What sends, and a daemon that does nothing: the test connects in its place, and reads.
    static final class Client implements Sending.Daemon {
        final Sending sending;
        private long answers;
        private int refused;

        Client(int inFlightBytesMax) {
            sending = new Sending(new ClientConfig(Duration.ZERO, Duration.ZERO, inFlightBytesMax));
        }

        Server connect(long seen) {
            Server server = new Server();
            sending.link(new Link(server), seen);
            return server;
        }

        /// Takes the connection out of use, unless a thread that wrote has done so.
        void unlink() {
            Link link = sending.link();
            if (link != null) {
                sending.unlink(link);
            }
        }

        void submit(Request... requests) {
            for (Request request : requests) {
                submit(Slot.forNobody(request));
            }
        }

        void submit(Slot slot) {
            Answer answer = sending.submit(slot, this);
            if (answer != null) {
                synchronized (this) {
                    refused++;
                }
            }
        }

        synchronized int refused() {
            return refused;
        }

        /// Sends the request of a watch.
        RemoteWatch watch() {
            Watch operation = new Watch("c", null, Set.of(), null);
            RemoteWatch watch = new RemoteWatch(operation, _ -> {}, ended -> sending.withdraw(ended, this));
            submit(Slot.forRestart(Request.of(operation), watch));
            return watch;
        }

        /// Receives the answer to a request.
        void answer(long number) {
            answers++;
            sending.answered(number, answers);
        }

        @Override
        public boolean isCurrentThread() {
            return false;
        }

        @Override
        public boolean writesLater() {
            return false;
        }

        @Override
        public void wake() {}
    }

    /// The other end of a connection. What is written arrives in two pieces, between which other threads have their turn.
    static final class Server implements Wire {
        private final FrameBuffer frames = new FrameBuffer();
        private final List<NumberedRequest> heard = new ArrayList<>();
        private long acknowledged;
        private int goodbyes;
        private boolean isLastGoodbye;
        private boolean isWritten;
        private boolean closed;
        private @Nullable String wrong;

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            enter();
            int half = length / 2;
            hear(bytes, from, half);
            hear(bytes, from + half, length - half);
            leave();
        }

        private synchronized void enter() {
            if (isWritten) {
                wrong = "written by two threads at once";
            }
            isWritten = true;
        }

        private synchronized void leave() {
            isWritten = false;
        }

        private synchronized void hear(byte[] bytes, int from, int length) throws IOException {
            if (closed) {
                isWritten = false;
                throw new IOException("closed");
            }
            frames.add(bytes, from, length, this::hear);
            notifyAll();
        }

        /// Under the lock.
        private void hear(Frame frame) {
            isLastGoodbye = frame instanceof Frame.Goodbye;
            if (isLastGoodbye) {
                goodbyes++;
            } else if (frame instanceof Frame.Requests requests) {
                heard.addAll(requests.requests());
                if (requests.acknowledged() > 0) {
                    acknowledged = requests.acknowledged();
                }
            }
        }

        @Override
        public int read(byte[] into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized void close() {
            closed = true;
        }

        /// Waits until it has heard so many requests.
        synchronized void await(int requests) {
            try {
                while (heard.size() < requests) {
                    wait();
                }
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        /// The number of the last request that it has heard; 0 if it hasn't heard any.
        synchronized long lastNumber() {
            return heard.isEmpty() ? 0 : heard.getLast().number();
        }

        synchronized io.tupelo.operation.Operation operation(int which) {
            return heard.get(which - 1).request().operation();
        }

        /// The watches of the session, after those there were before.
        synchronized Set<Long> watchesAfter(Set<Long> before) {
            Set<Long> watches = new HashSet<>(before);
            for (NumberedRequest next : heard) {
                switch (next.request().operation()) {
                    case Watch _ -> watches.add(next.number());
                    case Withdraw withdraw -> watches.remove(withdraw.number());
                    default -> {}
                }
            }
            return watches;
        }

        synchronized void mustHaveHeard(long from, long to) {
            require(wrong == null, wrong);
            List<Long> numbers = new ArrayList<>();
            heard.forEach(request -> numbers.add(request.number()));
            require(numbers.equals(LongStream.rangeClosed(from, to).boxed().toList()), from + " to " + to + ": " + numbers);
        }

        synchronized void mustKnowAnswers(long to) {
            require(acknowledged == to, acknowledged + " acknowledged");
        }

        synchronized void mustHaveHeardGoodbyeLast() {
            require(goodbyes == 1 && isLastGoodbye, "one goodbye, and nothing after it");
        }
    }
}
