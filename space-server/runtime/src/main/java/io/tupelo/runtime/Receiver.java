package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;

/// Who is told what follows for one session. Called under the lock; it may ask for [SpaceRuntime#afterwards].
interface Receiver {
    void answered(long number, long answerNumber, Answer answer);

    void event(long number, Event event);

    void ended(String why);

    /// The space is no longer the one that it was: it is degraded, or resumed. Nothing that was not answered will be.
    void interrupted(ErrorCode code, String why);

    /// There is another kernel now, where the session has to be opened again if it is to go on.
    void moved(Kernel kernel, long now);

    /// The space is closed.
    void closed(Kernel kernel, long now);
}
