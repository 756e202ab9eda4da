package io.tupelo.actor.otp;

import io.tupelo.actor.Context;
import io.tupelo.actor.otp.Transition.Action;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The timeouts of a state machine that run. Of its turn.
final class Timeouts {
    private final Context<?> context;
    /// By what each has to say.
    private final Map<Timeout, Object> running = new HashMap<>();
    /// Those of them that have run out at once, in order.
    private final Set<Timeout> zero = new LinkedHashSet<>();

    Timeouts(Context<?> context) {
        this.context = context;
    }

    /// Carries out what a transition says about timeouts: the last word about each.
    void apply(List<Action> actions) {
        Map<Timeout, Action> last = new LinkedHashMap<>();
        for (Action action : actions) {
            Timeout about = subject(action);
            if (about != null) {
                last.remove(about);
                last.put(about, action);
            }
        }
        last.values().forEach(this::apply);
    }

    private static @Nullable Timeout subject(Action action) {
        return switch (action) {
            case Action.Start start -> start.timeout();
            case Action.StartAt start -> start.timeout();
            case Action.Update update -> update.timeout();
            case Action.Cancel cancel -> cancel.timeout();
            case Action.Postpone _, Action.NextEvent _, Action.Reply _ -> null;
        };
    }

    private void apply(Action action) {
        switch (action) {
            case Action.Start(Timeout timeout, Duration after, Object content) -> {
                cancel(timeout);
                if (after.isZero()) {
                    runOut(timeout, content);
                } else {
                    start(timeout, after, content);
                }
            }
            case Action.StartAt(Timeout timeout, long nanos, Object content) -> {
                cancel(timeout);
                long left = nanos - context.host().dispatcher().nanos();
                start(timeout, Duration.ofNanos(Math.max(0, left)), content);
            }
            case Action.Update(Timeout timeout, Object content) -> {
                if (running.replace(timeout, content) == null) {
                    runOut(timeout, content);
                }
            }
            case Action.Cancel(Timeout timeout) -> cancel(timeout);
            case Action.Postpone _, Action.NextEvent _, Action.Reply _ -> {}
        }
    }

    private void start(Timeout timeout, Duration after, Object content) {
        running.put(timeout, content);
        context.startTimer(timeout, after);
    }

    private void runOut(Timeout timeout, Object content) {
        running.put(timeout, content);
        zero.add(timeout);
    }

    void cancel(Timeout timeout) {
        if (running.remove(timeout) != null && !zero.remove(timeout)) {
            context.cancelTimer(timeout);
        }
    }

    /// Returns the first that has run out at once; null if there is none.
    @Nullable Timeout firstZero() {
        return zero.isEmpty() ? null : zero.iterator().next();
    }

    /// Ends one that has run out; returns its event, null if it doesn't run.
    @Nullable Event end(Timeout timeout) {
        Object content = running.remove(timeout);
        zero.remove(timeout);
        return content == null ? null : timeout.event(content);
    }
}
