package io.tupelo.reliability.actors;

import io.tupelo.change.Change;
import io.tupelo.kernel.Effects;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Tuple;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A space, and networks to it that take their time: what is sent, and what is answered, is on its way until somebody lets it arrive. Of
/// one thread.
final class SimulatedSpace implements Effects {
    private static final long BEGIN = 1_000_000;
    private static final Answer EXPIRED =
            new Answer.Failed(new Receipt(0, 0, 0), ErrorCode.SESSION_EXPIRED, "the session has ended");

    private final Kernel kernel = new Kernel("simulated", Limits.DEFAULT, BEGIN, this);
    private final Map<Long, Port> ports = new HashMap<>();
    private long now = BEGIN;

    long now() {
        return now;
    }

    /// Lets time pass, and what is due by then happen.
    void pass(long millis) {
        now += millis;
        kernel.tick(now);
    }

    void checkInvariants() {
        kernel.checkInvariants();
    }

    Port connect() {
        Port port = new Port(kernel.open(0, 0, now));
        ports.put(port.session, port);
        return port;
    }

    /// One connection, and what is on its way over it, both ways in order.
    final class Port implements SpacePort {
        private final long session;
        private final Deque<Runnable> sent = new ArrayDeque<>();
        private final Deque<Runnable> arriving = new ArrayDeque<>();
        private final Map<Long, CompletableFuture<Answer>> calls = new HashMap<>();
        private final Map<Long, Consumer<Event>> watches = new HashMap<>();
        private long numbers;
        private boolean cut;
        private boolean expired;

        private Port(long session) {
            this.session = session;
        }

        /// Lets a request arrive; says whether there was one.
        boolean arriveThere() {
            return runFirst(sent);
        }

        /// Lets an answer or an event arrive; says whether there was one.
        boolean arriveHere() {
            return !cut && runFirst(arriving);
        }

        private static boolean runFirst(Deque<Runnable> queue) {
            Runnable first = queue.poll();
            if (first != null) {
                first.run();
            }
            return first != null;
        }

        /// Its process has died: of what was sent the first few arrive still, the session ends, and nobody hears of anything.
        void die(int arrive) {
            cut = true;
            while (sent.size() > arrive) {
                sent.removeLast();
            }
            sent.add(() -> kernel.close(session, "its process has died", now));
        }

        /// Its session ends, of which its process hears by what it asks from now on; what was on its way is lost.
        void expire() {
            expired = true;
            sent.clear();
            kernel.close(session, "its lease has ended", now);
            arriving.add(() -> {
                List<CompletableFuture<Answer>> open = List.copyOf(calls.values());
                calls.clear();
                open.forEach(call -> call.complete(EXPIRED));
            });
        }

        @Override
        public Answer call(Request request) {
            CompletableFuture<Answer> answer = send(request);
            while (!answer.isDone()) {
                if (!arriveThere() && !arriveHere()) {
                    throw new IllegalStateException("an answer that never comes: " + request);
                }
            }
            return answer.join();
        }

        @Override
        public CompletableFuture<Answer> send(Request request) {
            long number = ++numbers;
            CompletableFuture<Answer> answer = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    long withdrawal = ++numbers;
                    Request withdraw = Request.of(new Operation.Withdraw(number));
                    return sent.add(() -> kernel.submit(session, withdrawal, withdraw, now));
                }
            };
            if (expired) {
                arriving.add(() -> answer.complete(EXPIRED));
                return answer;
            }
            calls.put(number, answer);
            sent.add(() -> kernel.submit(session, number, request, now));
            return answer;
        }

        @Override
        public Watch watch(Operation.Watch watch, Consumer<Event> events) {
            long number = numbers + 1;
            watches.put(number, events);
            Answer answer = call(Request.of(watch));
            if (!(answer instanceof Answer.Watching(Receipt since))) {
                throw new IllegalStateException("refused: " + answer);
            }
            return new Watch() {
                @Override
                public Receipt since() {
                    return since;
                }

                @Override
                public void close() {
                    watches.remove(number);
                    var _ = send(Request.of(new Operation.Withdraw(number)));
                }
            };
        }

        @Override
        public void close() {
            die(sent.size());
        }
    }

    // ---- what the kernel brings about ----

    @Override
    public void answered(long session, long number, long answerNumber, Answer answer) {
        Port port = ports.get(session);
        if (port != null) {
            port.arriving.add(() -> {
                CompletableFuture<Answer> call = port.calls.remove(number);
                if (call != null) {
                    call.complete(answer);
                }
            });
        }
    }

    @Override
    public void event(long session, long number, Event event) {
        Port port = ports.get(session);
        if (port != null) {
            port.arriving.add(() -> {
                Consumer<Event> watch = port.watches.get(number);
                if (watch != null) {
                    watch.accept(event);
                }
            });
        }
    }

    @Override
    public void ended(long session, String why) {
        ports.remove(session);
    }

    @Override
    public void changed(Change change) {
        throw new IllegalStateException("it is not kept");
    }

    @Override
    public void run(long session, long number, String procedure, Tuple arguments) {
        Answer refused = new Answer.Failed(kernel.receipt(), ErrorCode.UNKNOWN_PROCEDURE, "it has no procedures");
        Port port = ports.get(session);
        if (port != null) {
            port.sent.addFirst(() -> kernel.finish(session, number, refused, now));
        }
    }
}
