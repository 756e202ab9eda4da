package io.tupelo.actor;

import io.tupelo.actor.dispatch.Dispatcher.Running;
import io.tupelo.actor.dispatch.RunningTurns;
import io.tupelo.actor.dispatch.ThreadDispatcher;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: an actor has turns while there is something in its mailbox, and is run by one thread at a time. Signals come before
/// messages; a node without a message is added for each, so that there is a turn.
abstract class Turns extends Mailbox implements Runnable {
    /// What a node has that is no message.
    private static final Object NOTHING = new Object();

    private static final VarHandle SIGNALS = handle(Turns.class, "signals", SystemSignal.class);
    /// So many messages an actor handles before others have their turn.
    private static final int MESSAGES_A_TURN = 128;
    /// The actor that runs on a thread that waits for it.
    private static final ThreadLocal<@Nullable Turns> BORROWED = new ThreadLocal<>();
    /// The actor that runs on a virtual thread of its own.
    private static final ThreadLocal<@Nullable Turns> BLOCKING = new ThreadLocal<>();
    /// Who is about to be stopped. Hardly ever anybody.
    private static final Map<Turns, Stopping.Grip> GRIPS = new ConcurrentHashMap<>();
    /// Threads that were given up, and in whose turn, which is nobody's any more. Hardly ever any.
    private static final Set<Lost> GIVEN_UP = ConcurrentHashMap.newKeySet();

    /// Those that nobody has looked at, the last first.
    private volatile @Nullable SystemSignal signals;

    /// A thread that was given up.
    private record Lost(Thread thread, Turns in) {}

    /// Its first turn is that of who has made it, until [#endTurn].
    Turns() {
        super(wakeUp());
    }

    /// Returns a node that is added so that there is a turn.
    static Node wakeUp() {
        return new Node(NOTHING);
    }

    @SuppressWarnings("ReferenceEquality") // there is one of it
    static boolean isMessage(Node node) {
        return node.message != NOTHING;
    }

    /// Returns where turns are noted that no worker runs.
    abstract RunningTurns running();

    /// Has [#run] called soon.
    abstract void execute();

    /// Handles what has come, or keeps it.
    abstract void handle(Node node);

    /// Says whether there is something to handle before what comes next.
    abstract boolean hasKept();

    /// Handles it.
    abstract void handleKept();

    abstract void happen(SystemSignal signal);

    final void signal(SystemSignal signal) {
        SystemSignal first;
        do {
            first = signals;
            signal.before = first;
        } while (!SIGNALS.compareAndSet(this, first, signal));
        addAndExecute(wakeUp());
    }

    final void addAndExecute(Node node) {
        if (add(node)) {
            execute();
        }
    }

    /// As [#addAndExecute], but what can be handled at once is handled on this thread, which waits for what comes of it.
    final void addAndRun(Node node) {
        if (add(node)) {
            BORROWED.set(this);
            Running run = running().begin(this);
            try {
                run(1);
            } finally {
                running().end(run);
                BORROWED.remove();
                leave();
            }
        }
    }

    /// Runs turns on a virtual thread, which may wait for others.
    final void runBlocking() {
        BLOCKING.set(this);
        Running run = running().begin(this);
        try {
            run();
        } finally {
            running().end(run);
            BLOCKING.remove();
        }
    }

    /// Says whether this thread is in a turn of this actor, which may wait for others.
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    final boolean isWaitingTurn() {
        return BLOCKING.get() == this;
    }

    /// Says whether this thread runs turns of those that don't block.
    static boolean isWorking() {
        return ThreadDispatcher.isWorker() || BORROWED.get() != null;
    }

    @Override
    public final void run() {
        run(MESSAGES_A_TURN);
        leave();
    }

    private void run(int messages) {
        int left = messages;
        for (Node node = first(); node != null; node = next(node)) {
            receiveSignals(node);
            for (; left > 0 && isMine(node) && hasKept(); left--) {
                handleKept();
                receiveSignals(node);
            }
            if (!isMine(node)) {
                return;
            }
            if (left <= 0) {
                execute();
                return;
            }
            left--;
            handle(node);
            if (!isMine(node)) {
                return;
            }
        }
    }

    // ---- a thread that doesn't come back ----

    /// Says whether this thread is the one still that handles what is in the mailbox. It asks after all that an actor's own code has done.
    ///
    /// Nobody has taken it over if there is no signal, since there is one for each grip: so it costs two reads.
    ///
    /// @param first what was the first one before that
    @SuppressWarnings("ReferenceEquality") // a node is itself only
    final boolean isMine(Node first) {
        return (signals == null || comeBack()) && firstSeen() == first;
    }

    private boolean comeBack() {
        Stopping.Grip grip = GRIPS.get(this);
        return grip == null || grip.comeBack();
    }

    /// Holds on to who runs this just now; not to the one before any more.
    final void hold(Stopping.Grip grip) {
        GRIPS.put(this, grip);
        signal(new SystemSignal.Nudge());
    }

    /// Holds on to nobody.
    final void release() {
        GRIPS.remove(this);
    }

    /// Takes this actor's turns over from a thread that was given up. The caller is in the actor's turn then, and has [#execute] called.
    ///
    /// @param first what that thread has as the first one
    final void takeOver(Thread lost, Node first) {
        GIVEN_UP.add(new Lost(lost, this));
        var _ = add(wakeUp());
        takeAway(first);
    }

    /// What is an actor's own, only a thread may touch that wasn't given up.
    ///
    /// @throws IllegalStateException if this one was
    final void checkTurn() {
        if (!GIVEN_UP.isEmpty() && GIVEN_UP.contains(new Lost(Thread.currentThread(), this))) {
            throw new IllegalStateException("this actor was stopped: it did not come back from a message");
        }
    }

    /// This thread is in no turn of this actor any more, also if it was given up.
    private void leave() {
        if (!GIVEN_UP.isEmpty() && GIVEN_UP.remove(new Lost(Thread.currentThread(), this))) {
            // It was interrupted in that turn.
            var _ = Thread.interrupted();
        }
    }

    /// Returns the last message in the mailbox that is known of, or null; in its turn.
    ///
    /// @param isHandled whether the first one is handled just now, and doesn't count
    final @Nullable Node lastMessage(boolean isHandled) {
        Node last = null;
        for (Node node = isHandled ? second(first()) : first(); node != null; node = second(node)) {
            last = isMessage(node) ? node : last;
        }
        return last;
    }

    /// Ends the first turn.
    final void endTurn() {
        if (next(first()) != null) {
            execute();
        }
    }

    private @Nullable Node next(Node handled) {
        if (second(handled) == null && hasKept()) {
            var _ = add(wakeUp());
        }
        return removeFirst(handled);
    }

    private void receiveSignals(Node turn) {
        if (signals == null || !isMine(turn)) {
            return;
        }
        SystemSignal last = (SystemSignal) SIGNALS.getAndSet(this, null);
        // One that came meanwhile.
        var _ = comeBack();
        SystemSignal first = null;
        while (last != null) {
            SystemSignal before = last.before;
            last.before = first;
            first = last;
            last = before;
        }
        for (SystemSignal signal = first; signal != null && isMine(turn); ) {
            SystemSignal after = signal.before;
            signal.before = null;
            happen(signal);
            signal = after;
        }
    }
}
