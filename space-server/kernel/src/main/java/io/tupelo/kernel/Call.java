package io.tupelo.kernel;

import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import org.jspecify.annotations.Nullable;

/// One try of an operation: what is asked, by whom, and within which transaction.
record Call(SessionState session, long number, Request request, @Nullable TransactionState transaction) {
    Operation operation() {
        return request.operation();
    }

    /// Returns the call that applies `part` of a batch within `within`.
    Call part(Operation part, TransactionState within) {
        return new Call(session, number, Request.of(part), within);
    }
}
