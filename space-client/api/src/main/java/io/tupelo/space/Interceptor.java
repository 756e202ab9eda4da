package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Request;

/// Sees every request of a node's clients before it is applied, and every answer after: for checks, defaults, audit.
/// Found by [java.util.ServiceLoader] when the node starts. What is asked in the node's own process, by procedures too, is
/// not intercepted.
///
/// It is called on threads that serve all clients, so it must be thread-safe and must not block. One that fails harms
/// nobody else: see [#before] and [#after].
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

    /// Returns the request to apply: the one given, or another for the same kind of operation. A request that is sent again
    /// after its connection broke is not seen again, unless it had not reached the space.
    ///
    /// If it throws anything but a [Veto], or returns what no client could have sent, that is logged and the request is
    /// refused with `INTERNAL`: a check that failed has not been passed.
    ///
    /// @throws Veto if it is refused: it is not applied, and no later interceptor sees it
    default Request before(Context context, Request request) {
        return request;
    }

    /// Sees the answer before it leaves, once; also that a later interceptor has refused what this one let pass. A waiting
    /// request is answered much later than it came, or never if its session ends. What this throws is logged, and the
    /// answer leaves all the same.
    ///
    /// @param request the request as it was applied
    default void after(Context context, Request request, Answer answer) {}

    /// Returns where it stands among others: the smaller, the earlier [#before] and the later [#after].
    default int order() {
        return 0;
    }
}
