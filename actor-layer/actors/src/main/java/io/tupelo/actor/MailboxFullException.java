package io.tupelo.actor;

import java.io.Serial;

/// A mailbox has no room for a message, which was not sent.
public final class MailboxFullException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Makes it for an actor, and how many messages wait.
    public MailboxFullException(String actor, int capacity) {
        super("the mailbox of " + actor + " is full, with " + capacity + " messages; send it again later");
    }
}
