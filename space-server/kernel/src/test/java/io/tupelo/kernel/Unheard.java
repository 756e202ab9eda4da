package io.tupelo.kernel;

import io.tupelo.change.Change;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.tuple.Tuple;

/// What a kernel brings about when nobody listens. Who listens to some of it extends this.
class Unheard implements Effects {
    @Override
    public void answered(long session, long number, long answerNumber, Answer answer) {}

    @Override
    public void event(long session, long number, Event event) {}

    @Override
    public void ended(long session, String why) {}

    @Override
    public void changed(Change change) {}

    @Override
    public void run(long session, long number, String procedure, Tuple arguments) {}
}
