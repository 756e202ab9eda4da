package io.tupelo.kernel;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Request;

/// Where an answer goes that isn't returned on the spot.
interface Deliveries {
    /// Answers request `number` of `session`, or writes the answer where the request wants it.
    void deliver(SessionState session, long number, Request request, Answer answer);
}
