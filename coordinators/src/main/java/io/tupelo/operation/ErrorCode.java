package io.tupelo.operation;

/// The kinds of failure. Each has a page under `docs/errors`.
public enum ErrorCode {
    /// A tuple or template can't be what was asked for.
    INVALID_TUPLE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A tuple is larger than its limit.
    TUPLE_TOO_LARGE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A selector, a coordinate or a container's definition can't be what was asked for.
    INVALID_SELECTION(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A write lacks the coordinate of an obligatory coordinator.
    MISSING_COORDINATE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// The container, or this server, has no coordinator of that name.
    UNKNOWN_COORDINATOR(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is no container of that name.
    UNKNOWN_CONTAINER(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is a container of that name, with another definition.
    CONTAINER_EXISTS(Outcome.NOT_APPLIED, Retry.NEVER),
    /// The container is full, and its rule is to fail.
    CONTAINER_FULL(Outcome.NOT_APPLIED, Retry.LATER),
    /// There is an entry under that key.
    DUPLICATE_KEY(Outcome.NOT_APPLIED, Retry.NEVER),
    /// The entry has another version than expected.
    VERSION_MISMATCH(Outcome.NOT_APPLIED, Retry.NEVER),
    /// An edit does not suit the field.
    INVALID_CHANGE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is no entry of that number, or it can't be reached.
    UNKNOWN_ENTRY(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is no open transaction of that number: it was committed or aborted, or its deadline passed.
    UNKNOWN_TRANSACTION(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is no claim with that token: it was completed or released, or its lease ended.
    CLAIM_LOST(Outcome.NOT_APPLIED, Retry.NEVER),
    /// There is no procedure of that name.
    UNKNOWN_PROCEDURE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A procedure threw; what it did before stands.
    PROCEDURE_FAILED(Outcome.UNKNOWN, Retry.NEVER),
    /// An operation is not allowed there, such as a claim within a transaction.
    INVALID_REQUEST(Outcome.NOT_APPLIED, Retry.NEVER),
    /// An interceptor refused the operation.
    VETOED(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A limit or a budget is reached.
    OVERLOADED(Outcome.NOT_APPLIED, Retry.LATER),
    /// The wait was withdrawn by who waited.
    CANCELLED(Outcome.NOT_APPLIED, Retry.SAME_REQUEST),
    /// The session's lease ended, and with it all that was bound to it.
    SESSION_EXPIRED(Outcome.UNKNOWN, Retry.NEVER),
    /// There is no space of that name.
    UNKNOWN_SPACE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// The session or the space is closed. What was in flight then may have been applied, but for takes and claims, which
    /// are undone.
    CLOSED(Outcome.UNKNOWN, Retry.NEVER),
    /// The server can't be reached, and whether the request was applied isn't known.
    UNREACHABLE(Outcome.UNKNOWN, Retry.SAME_REQUEST),
    /// A frame is not one of the protocol's; the connection is closed.
    MALFORMED_FRAME(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A frame is larger than its limit; the connection is closed.
    FRAME_TOO_LARGE(Outcome.NOT_APPLIED, Retry.NEVER),
    /// The other side speaks another version of the protocol.
    UNSUPPORTED_VERSION(Outcome.NOT_APPLIED, Retry.NEVER),
    /// A defect of Tupelo; please report it.
    INTERNAL(Outcome.UNKNOWN, Retry.NEVER),
    /// The space can't write to its disk any more, and acknowledges nothing until it is resumed.
    DEGRADED(Outcome.UNKNOWN, Retry.LATER);

    /// What is known of the effect of a request that failed.
    public enum Outcome {
        /// It had no effect.
        NOT_APPLIED,
        /// It may have had its effect.
        UNKNOWN
    }

    /// What helps.
    public enum Retry {
        /// Trying again fails in the same way.
        NEVER,
        /// The same request, with the same number, may be sent again.
        SAME_REQUEST,
        /// A new try later may succeed.
        LATER
    }

    private final Outcome outcome;
    private final Retry retry;

    ErrorCode(Outcome outcome, Retry retry) {
        this.outcome = outcome;
        this.retry = retry;
    }

    /// Returns what is known of the effect.
    public Outcome outcome() {
        return outcome;
    }

    /// Returns what helps.
    public Retry retry() {
        return retry;
    }
}
