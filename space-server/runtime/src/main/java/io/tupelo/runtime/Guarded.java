package io.tupelo.runtime;

import java.util.function.Consumer;

/// Tells others something on a thread that has nothing to do with them: if that fails, the thread goes on, and so do the
/// rest of them.
final class Guarded {
    private Guarded() {}

    static <T> void tell(Consumer<T> who, T what) {
        try {
            who.accept(what);
        } catch (RuntimeException failed) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
        }
    }
}
