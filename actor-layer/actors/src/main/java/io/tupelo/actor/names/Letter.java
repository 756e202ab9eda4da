package io.tupelo.actor.names;

import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;

/// A message on its way by post.
///
/// @param message the message as a tuple; of an answer `(number, "reply", value)` or `(number, "failed", why)`
/// @param question the number of the question that it is; 0 if it is none
record Letter(Tuple message, long question) {
    /// So many bytes of messages share an entry, about, and so many of them.
    private static final int BYTES_MAX = 32 << 10;
    private static final int MESSAGES_MAX = 512;

    /// Returns the entries that carry letters, in order: `(address, messages)`, or `(address, messages, process, numbers)` of questions.
    ///
    /// @param process the number of this process, where answers go
    static List<Tuple> entries(String address, long process, List<Letter> letters) {
        List<Tuple> entries = new ArrayList<>();
        for (int from = 0; from < letters.size(); ) {
            int to = end(letters, from);
            List<Letter> some = letters.subList(from, to);
            List<Tuple> messages = some.stream().map(Letter::message).toList();
            boolean isQuestion = some.getFirst().question != 0;
            entries.add(
                    isQuestion
                            ? Tuple.tuple(address, messages, process, some.stream().map(Letter::question).toList())
                            : Tuple.tuple(address, messages));
            from = to;
        }
        return entries;
    }

    private static int end(List<Letter> letters, int from) {
        boolean isQuestion = letters.get(from).question != 0;
        int bytes = 0;
        int to = from;
        while (to < letters.size()
                && (letters.get(to).question != 0) == isQuestion
                && bytes < BYTES_MAX
                && to - from < MESSAGES_MAX) {
            bytes += letters.get(to++).message.payloadBytes();
        }
        return to;
    }
}
