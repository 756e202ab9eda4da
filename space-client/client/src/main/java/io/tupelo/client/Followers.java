package io.tupelo.client;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The threads that wait for an answer while another one reads. When that one leaves, the first of them takes over.
/// Thread-safe.
final class Followers {
    private @Nullable Slot first;
    private @Nullable Slot last;

    synchronized void add(Slot slot) {
        slot.isListed = true;
        slot.before = last;
        slot.after = null;
        if (last == null) {
            first = slot;
        } else {
            last.after = slot;
        }
        last = slot;
    }

    synchronized void remove(Slot slot) {
        if (!slot.isListed) {
            return;
        }
        slot.isListed = false;
        if (slot.before == null) {
            first = slot.after;
        } else {
            slot.before.after = slot.after;
        }
        if (slot.after == null) {
            last = slot.before;
        } else {
            slot.after.before = slot.before;
        }
        slot.before = null;
        slot.after = null;
    }

    /// Wakes the first one that has no answer yet, to read for all, and says whether there was one.
    synchronized boolean wakeOne() {
        for (Slot slot = first; slot != null; slot = slot.after) {
            if (slot.answer() == null && !slot.needsDaemon()) {
                LockSupport.unpark(slot.waiter);
                return true;
            }
        }
        return false;
    }

    /// Wakes all, to look at how things are now.
    synchronized void wakeAll() {
        for (Slot slot = first; slot != null; slot = slot.after) {
            LockSupport.unpark(slot.waiter);
        }
    }
}
