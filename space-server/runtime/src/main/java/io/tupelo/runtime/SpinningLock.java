package io.tupelo.runtime;

import java.util.concurrent.locks.ReentrantLock;

/// A lock that is held for a microsecond at most, as a rule: whoever finds it held tries again for a moment before it
/// parks. To park and be woken costs more; and a virtual thread that parks comes back only after all others that are
/// ready, which starves a producer among many consumers.
final class SpinningLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 1 << 7 : 0;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        super.lock();
    }
}
