package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.RequestCheck;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session of this process. A request that needn't wait is answered on the caller's thread without any hand-over.
final class LocalPort implements SpacePort, Receiver {
    private final SpaceRuntime space;
    /// Who waits for what has no answer yet, or one that isn't safe yet. Whoever removes one answers it.
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    /// What follows is under the space's lock.
    private final Map<Long, EventQueue> watches = new HashMap<>();
    private long session;
    private boolean ended;
    private long numbers;
    private long current;
    private @Nullable Answer immediate;

    /// A request whose answer comes later.
    private interface Pending {
        void arrived(Answer answer);
    }

    LocalPort(SpaceRuntime space) {
        this.space = space;
        space.command(this::moved);
    }

    @Override
    public Answer call(Request request) {
        Answer refused = RequestCheck.refusal(request);
        if (refused != null) {
            return refused;
        }
        Waiting waiting = null;
        long number;
        long recorded;
        Store keeper;
        Answer answer;
        List<Runnable> todo;
        space.lock().lock();
        try {
            Answer unserved = unserved(request);
            if (unserved != null) {
                return unserved;
            }
            number = apply(request);
            answer = immediate;
            immediate = null;
            if (answer == null) {
                waiting = new Waiting(Thread.currentThread());
                pending.put(number, waiting);
            }
            todo = space.finishCommand();
            recorded = space.recorded();
            keeper = space.store();
        } finally {
            space.lock().unlock();
        }
        if (waiting != null) {
            SpaceRuntime.release(todo, keeper);
            return await(waiting, number);
        }
        return isSafe(todo, keeper, recorded) ? java.util.Objects.requireNonNull(answer) : unsafe();
    }

    /// Returns why nothing is served any more, or null. Under the lock.
    private @Nullable Answer unserved(Request request) {
        if (ended || space.isClosed()) {
            return closed();
        }
        return space.refusal(request);
    }

    private static boolean isSafe(List<Runnable> todo, @Nullable Store keeper, long recorded) {
        if (keeper == null) {
            SpaceRuntime.runAll(todo);
            return true;
        }
        return keeper.await(recorded);
    }

    private static Answer.Failed unsafe() {
        return new Answer.Failed(
                SpaceRuntime.NOWHERE, ErrorCode.DEGRADED, "the space could not keep it; whether it is there after a restart isn't known");
    }

    private long apply(Request request) {
        long number = ++numbers;
        current = number;
        try {
            space.kernel().submit(session, number, request, space.now());
        } catch (RuntimeException | Error failed) {
            immediate = new Answer.Failed(SpaceRuntime.NOWHERE, ErrorCode.DEGRADED, space.defect(failed));
        } finally {
            current = 0;
        }
        return number;
    }

    private Answer await(Waiting waiting, long number) {
        boolean interrupted = false;
        Answer answer = waiting.linger();
        while (answer == null) {
            LockSupport.park(this);
            answer = waiting.answer;
            if (answer == null && Thread.interrupted()) {
                interrupted = true;
                withdraw(number);
                answer = waiting.answer;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private void withdraw(long number) {
        var _ = call(Request.of(new Operation.Withdraw(number)));
    }

    private static Answer closed() {
        return new Answer.Failed(SpaceRuntime.NOWHERE, ErrorCode.CLOSED, "the session is closed");
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        return send(request, false);
    }

    @Override
    public CompletableFuture<Answer> sendHelping(Request request) {
        return send(request, true);
    }

    private CompletableFuture<Answer> send(Request request, boolean helping) {
        Promise promise = new Promise();
        Store keeper;
        Answer refused = RequestCheck.refusal(request);
        if (refused != null) {
            promise.complete(refused);
            return promise;
        }
        List<Runnable> todo;
        space.lock().lock();
        try {
            Answer unserved = unserved(request);
            if (unserved != null) {
                promise.complete(unserved);
                return promise;
            }
            promise.number = apply(request);
            Answer given = immediate;
            immediate = null;
            pending.put(promise.number, promise);
            if (given != null) {
                space.afterwards(() -> settle(promise.number, given));
            }
            todo = space.finishCommand();
            keeper = space.store();
        } finally {
            space.lock().unlock();
        }
        SpaceRuntime.release(todo, keeper, helping);
        return promise;
    }

    @Override
    public Watch watch(Operation.Watch watch, Consumer<Event> events) {
        Request request = Request.of(watch);
        Answer.Failed refused = RequestCheck.refusal(request);
        if (refused != null) {
            throw new SpaceException(refused.code(), refused.message());
        }
        EventQueue queue = new EventQueue(events);
        Answer answer;
        long number;
        long recorded;
        Store keeper;
        List<Runnable> todo;
        space.lock().lock();
        try {
            if (unserved(request) instanceof Answer.Failed failed) {
                throw new SpaceException(failed.code(), failed.message());
            }
            watches.put(numbers + 1, queue);
            number = apply(request);
            answer = immediate;
            immediate = null;
            if (!(answer instanceof Answer.Watching)) {
                watches.remove(number);
            }
            todo = space.finishCommand();
            recorded = space.recorded();
            keeper = space.store();
        } finally {
            space.lock().unlock();
        }
        if (!isSafe(todo, keeper, recorded)) {
            throw new SpaceException(ErrorCode.DEGRADED, unsafe().message());
        }
        return switch (answer) {
            case Answer.Watching watching -> new Running(number, watching.receipt(), queue);
            case Answer.Failed failed -> throw new SpaceException(failed.code(), failed.message());
            case null, default -> throw new IllegalStateException("a watch was answered with " + answer);
        };
    }

    @Override
    public void close() {
        space.commandUnlessClosed((kernel, now) -> kernel.close(session, "the session was closed", now));
    }

    @Override
    public void answered(long number, long answerNumber, Answer answer) {
        if (number == current) {
            immediate = answer;
            return;
        }
        if (pending.containsKey(number)) {
            space.afterwards(() -> settle(number, answer));
        }
    }

    /// Gives who waits its answer, which may have had to become safe first.
    private void settle(long number, Answer answer) {
        Pending waiting = pending.remove(number);
        if (waiting != null) {
            waiting.arrived(answer);
        }
    }

    @Override
    public void event(long number, Event event) {
        EventQueue queue = watches.get(number);
        if (queue == null) {
            return;
        }
        if (space.store() == null) {
            queue.add(event);
            space.afterwards(queue);
        } else {
            // Whoever drains the queue for an earlier event must not find this one before it is safe.
            space.afterwards(() -> {
                queue.add(event);
                queue.run();
            });
        }
    }

    @Override
    public void ended(String why) {
        ended = true;
        fail(new Answer.Failed(SpaceRuntime.NOWHERE, ErrorCode.CLOSED, why));
    }

    @Override
    public void interrupted(ErrorCode code, String why) {
        fail(new Answer.Failed(SpaceRuntime.NOWHERE, code, why));
    }

    @Override
    public void moved(Kernel kernel, long now) {
        session = kernel.open(0, 0, now);
        space.receivers().add(session, this);
    }

    private void fail(Answer failed) {
        for (long number : pending.keySet()) {
            space.afterwards(() -> settle(number, failed));
        }
        watches.clear();
    }

    @Override
    public void closed(Kernel kernel, long now) {
        kernel.close(session, "the space was closed", now);
    }

    /// A thread that waits for its answer: for a moment without parking, since who answers is often at it already, on
    /// another processor or, if both are virtual threads, next in line on this one.
    private static final class Waiting implements Pending {
        private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 1 << 6 : 0;

        private final Thread thread;
        private volatile @Nullable Answer answer;
        private volatile boolean mayPark;

        Waiting(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void arrived(Answer given) {
            answer = given;
            if (mayPark) {
                LockSupport.unpark(thread);
            }
        }

        /// Returns the answer if it comes soon; otherwise null, and then [#arrived] wakes the thread.
        @SuppressWarnings("ThreadPriorityCheck") // whether it yields makes it faster or slower, no more
        private @Nullable Answer linger() {
            if (thread.isVirtual()) {
                Thread.yield();
            }
            for (int i = 0; i < SPINS && answer == null; i++) {
                Thread.onSpinWait();
            }
            mayPark = true;
            return answer;
        }
    }

    /// A future whose cancelling withdraws the wait. It is cancelled only if that was in time: an entry that was taken
    /// meanwhile is returned and not lost.
    private final class Promise extends CompletableFuture<Answer> implements Pending {
        private long number;
        private volatile boolean isWithdrawn;

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!isDone()) {
                isWithdrawn = true;
                withdraw(number);
            }
            return isCancelled();
        }

        @Override
        public void arrived(Answer answer) {
            if (isWithdrawn && answer instanceof Answer.Failed failed && failed.code() == ErrorCode.CANCELLED) {
                super.cancel(false);
            } else {
                complete(answer);
            }
        }
    }

    /// A watch that runs.
    private final class Running implements Watch {
        private final long number;
        private final Receipt since;
        private final EventQueue queue;

        Running(long number, Receipt since, EventQueue queue) {
            this.number = number;
            this.since = since;
            this.queue = queue;
        }

        @Override
        public Receipt since() {
            return since;
        }

        @Override
        public void close() {
            queue.close();
            withdraw(number);
            space.lock().lock();
            try {
                watches.remove(number);
            } finally {
                space.lock().unlock();
            }
        }
    }
}
