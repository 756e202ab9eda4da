package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Request;

/// Sees every request of a node's clients before it is applied, and every answer after: for checks, defaults, audit.
/// Found by [java.util.ServiceLoader]. It must be thread-safe and must not block.
public interface Interceptor {
    /// Where a request comes from.
    ///
    /// @param space the space's name
    /// @param session the number of the session that asks
    record Context(String space, long session) {}

    /// Says that a request is refused; who asked gets `VETOED` with the message.
    final class Veto extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /// Carries `message`, a sentence for who asked.
        public Veto(String message) {
            super(message, null, false, false);
        }
    }

    /// Returns the request to apply: the one given, or another in its place.
    ///
    /// @throws Veto if it is refused: it is not applied, and no later interceptor sees it
    default Request before(Context context, Request request) {
        return request;
    }

    /// Sees the answer before it leaves. A waiting request is answered much later than it came.
    default void after(Context context, Request request, Answer answer) {}

    /// Returns where it stands among others: the smaller, the earlier [#before] and the later [#after].
    default int order() {
        return 0;
    }
}
