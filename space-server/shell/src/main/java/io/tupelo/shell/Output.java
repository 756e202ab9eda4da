package io.tupelo.shell;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import java.util.List;
import java.util.Optional;

/// Where what commands come to is shown.
interface Output {
    /// Shows what the space answered.
    void answer(CommandName command, Answer answer);

    /// Shows something that happened.
    void event(Event event);

    /// Shows a list of names.
    void names(CommandName command, String title, List<String> names);

    /// Shows that something in the shell itself was done.
    void done(CommandName command, String sentence);

    /// Shows help, of one command or all.
    void help(Optional<CommandName> topic);

    /// Shows a failure on the error stream.
    ///
    /// @param code its code
    /// @param message a sentence
    /// @param shown the message as people should see it, with the line and a caret if it was about that
    void failure(String code, String message, String shown);

    /// Says what status an answer is.
    static Status status(Answer answer) {
        return switch (answer) {
            case Answer.Empty _, Answer.Locked _, Answer.TimedOut _, Answer.Unmet _ -> Status.NOTHING;
            case Answer.Failed _ -> Status.FAILURE;
            case Answer.Done _,
                    Answer.Written _,
                    Answer.Found _,
                    Answer.Counted _,
                    Answer.Claimed _,
                    Answer.Begun _,
                    Answer.Results _,
                    Answer.Watching _,
                    Answer.Described _,
                    Answer.Rows _,
                    Answer.Returned _ -> Status.SUCCESS;
        };
    }
}
