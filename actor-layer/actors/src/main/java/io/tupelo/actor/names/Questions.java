package io.tupelo.actor.names;

import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Reply;
import io.tupelo.actor.durable.Messages;
import io.tupelo.tuple.Tuple;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What this process has asked elsewhere, until it is answered. Thread-safe.
final class Questions {
    private final Map<Long, Open<?>> open = new ConcurrentHashMap<>();
    /// Where it looks next for those that nobody waits for any more.
    private Iterator<Open<?>> round = open.values().iterator();
    private long lastNumber;

    private record Open<R>(Reply<R> reply, Class<?> type) {
        @SuppressWarnings("unchecked") // read as that class
        void answer(Object field) {
            reply.tell((R) Messages.fromField(field, type));
        }
    }

    /// Adds a question, and returns its number. Each time it forgets up to two that nobody waits for any more; so there are never many of
    /// them.
    ///
    /// @param type the class of the answer
    synchronized long add(Reply<?> reply, Class<?> type) {
        for (int i = 0; i < 2; i++) {
            if (!round.hasNext()) {
                round = open.values().iterator();
            }
            if (round.hasNext() && !round.next().reply.isOpen()) {
                round.remove();
            }
        }
        lastNumber++;
        open.put(lastNumber, new Open<>(reply, type));
        return lastNumber;
    }

    /// Returns how many there are, some of which nobody may wait for.
    int size() {
        return open.size();
    }

    /// An answer has come: `(number, "reply", value)` or `(number, "failed", why)`.
    void answer(Tuple answer) {
        Open<?> asked = open.remove(answer.integer(0));
        if (asked == null) {
            return;
        }
        Object given = answer.get(2);
        if (answer.string(1).equals("reply") && given != null) {
            try {
                asked.answer(given);
            } catch (RuntimeException undecodable) {
                asked.reply.fail(new ExitReason.Because("its answer is of another type: " + undecodable.getMessage()));
            }
        } else {
            asked.reply.fail(new ExitReason.Because(String.valueOf(given)));
        }
    }

    /// A question was refused, and who asks knows it.
    void forget(long number) {
        open.remove(number);
    }

    /// A question couldn't be sent.
    void fail(long number, String why) {
        Open<?> asked = open.remove(number);
        if (asked != null) {
            asked.reply.fail(new ExitReason.Because(why));
        }
    }
}
