package io.tupelo.actor.durable;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A call of an actor's own code, which may not come back. Either it comes back, or it is given up before, never both.
final class HandlerCall {
    /// What it is at, in words.
    private final String what;
    /// Who has asked that; null for nobody.
    private final @Nullable Question question;
    /// The number of the entry of mail that it handles; null for none.
    private final @Nullable Long mail;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean dropped;

    /// Thrown when a call comes back that was given up: nothing may follow from it.
    static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    HandlerCall(String what, @Nullable Question question, @Nullable Long mail) {
        this.what = what;
        this.question = question;
        this.mail = mail;
    }

    String what() {
        return what;
    }

    @Nullable Question question() {
        return question;
    }

    @Nullable Long mail() {
        return mail;
    }

    /// What it handles isn't to be handled again if it fails.
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    /// Calls.
    ///
    /// @throws GivenUpException if it was given up meanwhile
    /// @throws Exception what the code throws
    <T> T run(Callable<T> code) throws Exception {
        T result;
        try {
            result = code.call();
        } catch (Throwable failed) {
            comeBack();
            throw failed;
        }
        comeBack();
        return result;
    }

    private void comeBack() {
        if (!over.compareAndSet(false, true)) {
            throw new GivenUpException();
        }
    }

    /// Gives it up; says whether it hasn't come back before.
    boolean giveUp() {
        return over.compareAndSet(false, true);
    }
}
