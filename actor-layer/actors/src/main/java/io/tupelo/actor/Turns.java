package io.tupelo.actor;

import java.lang.invoke.VarHandle;
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

    /// Those that nobody has looked at, the last first.
    private volatile @Nullable SystemSignal signals;

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
            try {
                run(1);
            } finally {
                BORROWED.remove();
            }
        }
    }

    /// Says whether this thread runs turns of those that don't block.
    static boolean isWorking() {
        return Thread.currentThread() instanceof WorkerPool.Worker || BORROWED.get() != null;
    }

    @Override
    public final void run() {
        run(MESSAGES_A_TURN);
    }

    private void run(int messages) {
        int left = messages;
        for (Node node = first(); node != null; node = next(node)) {
            receiveSignals();
            for (; left > 0 && hasKept(); left--) {
                handleKept();
                receiveSignals();
            }
            if (left <= 0) {
                execute();
                return;
            }
            left--;
            handle(node);
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

    private void receiveSignals() {
        if (signals == null) {
            return;
        }
        SystemSignal last = (SystemSignal) SIGNALS.getAndSet(this, null);
        SystemSignal first = null;
        while (last != null) {
            SystemSignal before = last.before;
            last.before = first;
            first = last;
            last = before;
        }
        for (SystemSignal signal = first; signal != null; ) {
            SystemSignal after = signal.before;
            signal.before = null;
            happen(signal);
            signal = after;
        }
    }
}
