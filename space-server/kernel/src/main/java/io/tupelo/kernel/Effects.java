package io.tupelo.kernel;

import io.tupelo.change.Change;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;

/// What a command brings about outside the kernel. Called while the command is applied, in order; implementations only
/// take note, and never call the kernel back.
public interface Effects {
    /// A session's request is answered.
    ///
    /// @param answerNumber counts the session's answers from 1; the client acknowledges by it
    void answered(long session, long number, long answerNumber, Answer answer);

    /// An event for the watch that request `number` started.
    void event(long session, long number, Event event);

    /// A session has ended.
    void ended(long session, String why);

    /// Something that outlives the process has changed. Told only by a kernel that was made of an image.
    void changed(Change change);

    /// A watch wants to know what happened in a container after `from` and up to `until`, of which the kernel has not kept all.
    ///
    /// @param container its number
    /// @return whether that is looked for; then it is given by [Kernel#history]
    default boolean history(long session, long number, long container, Receipt from, Receipt until) {
        return false;
    }

    /// A procedure is to be run, and its result given back by [Kernel#finish].
    void run(long session, long number, String procedure, Tuple arguments);
}
