package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Request;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A request on its way, and who waits for its answer: a thread, a future, or nobody.
final class Slot {
    final Request request;
    final @Nullable Thread waiter;
    final @Nullable PendingAnswer future;
    final @Nullable RemoteWatch watch;

    /// Guarded by the port's lock, and not changed any more once the request was sent.
    long number;

    int bytes;

    /// Whether its wait was withdrawn, because its thread was interrupted.
    volatile boolean isWithdrawn;

    /// Neighbours in the list of [Followers], which guards them.
    @Nullable Slot before;

    @Nullable Slot after;
    boolean isListed;

    private volatile @Nullable Answer answer;

    private Slot(
            Request request, @Nullable Thread waiter, @Nullable PendingAnswer future, @Nullable RemoteWatch watch) {
        this.request = request;
        this.waiter = waiter;
        this.future = future;
        this.watch = watch;
    }

    static Slot forThread(Request request) {
        return new Slot(request, Thread.currentThread(), null, null);
    }

    static Slot forFuture(Request request, PendingAnswer future) {
        return new Slot(request, null, future, null);
    }

    static Slot forWatch(Request request, RemoteWatch watch) {
        return new Slot(request, Thread.currentThread(), null, watch);
    }

    static Slot forRestart(Request request, RemoteWatch watch) {
        return new Slot(request, null, null, watch);
    }

    static Slot forNobody(Request request) {
        return new Slot(request, null, null, null);
    }

    /// Says whether it is the daemon that must read for it: a virtual thread would pin its carrier, and be interrupted
    /// within the socket.
    boolean needsDaemon() {
        return future != null || (waiter != null && waiter.isVirtual());
    }

    @Nullable Answer answer() {
        return answer;
    }

    /// Sets the answer and wakes the thread that waits. A future is not completed here.
    void answered(Answer given) {
        answer = given;
        Thread thread = waiter;
        if (thread != null && thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }
}
