package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;

/// The connection of a session to which nobody listens. Who listens to some of it extends this.
class Unheard implements SessionSink {
    @Override
    public void answered(long number, long answerNumber, Answer answer) {}

    @Override
    public void event(long number, Event event) {}

    @Override
    public void ended(String why) {}

    @Override
    public void refused(ErrorCode code, String why) {}

    @Override
    public void flush() {}
}
