package io.tupelo.actor;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: an actor is scheduled while it has something to do, and run by one thread at a time. Signals come before messages.
abstract class Turns extends Mailbox implements Runnable {
    private static final VarHandle SCHEDULED = handle(Turns.class, "scheduled", int.class);
    private static final VarHandle SIGNALS = handle(Turns.class, "signals", SystemSignal.class);
    /// So many messages an actor handles before others have their turn.
    private static final int MESSAGES_A_TURN = 128;

    /// Its first turn is that of who has made it.
    private volatile int scheduled = 1;
    /// Those that nobody has looked at, the last first.
    private volatile @Nullable SystemSignal signals;

    /// Has [#run] called soon.
    abstract void execute();

    /// Handles a message that waits; says whether there was one.
    abstract boolean receiveNext();

    /// Says whether a message waits that can be handled now.
    public abstract boolean isMessageWaiting();

    abstract void happen(SystemSignal signal);

    final void signal(SystemSignal signal) {
        SystemSignal first;
        do {
            first = signals;
            signal.before = first;
        } while (!SIGNALS.compareAndSet(this, first, signal));
        schedule();
    }

    /// Has it run, if it isn't going to be.
    final void schedule() {
        if (scheduled == 0 && SCHEDULED.compareAndSet(this, 0, 1)) {
            execute();
        }
    }

    @Override
    public final void run() {
        boolean more = true;
        for (int left = MESSAGES_A_TURN; left > 0 && more; left--) {
            if (signals != null) {
                receiveSignals();
            }
            more = receiveNext();
        }
        endTurn();
    }

    final void endTurn() {
        scheduled = 0;
        if (signals != null || isMessageWaiting()) {
            schedule();
        }
    }

    private void receiveSignals() {
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
