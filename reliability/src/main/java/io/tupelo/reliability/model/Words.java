package io.tupelo.reliability.model;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import java.util.List;

/// Says an answer in the words that the model uses.
public final class Words {
    private Words() {}

    /// Returns the words. Receipts and numbers of entries are left out; those of transactions and claims follow a `#`.
    public static String of(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> "done";
            case Answer.Written written -> written.version() == 1 ? "written" : "written v" + written.version();
            case Answer.Found found -> found(found.entries());
            case Answer.Counted counted -> "counted " + counted.count();
            case Answer.Empty _ -> "empty";
            case Answer.Locked _ -> "locked";
            case Answer.TimedOut _ -> "timed out";
            case Answer.Claimed claimed -> "claimed #" + claimed.token() + " " + found(claimed.entries());
            case Answer.Begun begun -> "begun #" + begun.transaction();
            case Answer.Results results -> "results " + results.answers().stream().map(Words::of).toList();
            case Answer.Unmet unmet -> "unmet " + unmet.index();
            case Answer.Failed failed -> failed.code().name();
            default -> answer.toString();
        };
    }

    private static String found(List<Entry> entries) {
        StringBuilder words = new StringBuilder("found");
        for (Entry entry : entries) {
            words.append(' ')
                    .append(entry.tuple())
                    .append('d')
                    .append(entry.deliveries())
                    .append('v')
                    .append(entry.version());
        }
        return words.toString();
    }
}
