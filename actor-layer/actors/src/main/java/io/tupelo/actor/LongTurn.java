package io.tupelo.actor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// That an actor has been at one message for long. Immutable.
///
/// @param actor which one
/// @param name what it is called: its name, its number, or `type/key` if it is durable
/// @param message the class of the message, or what else it is at
/// @param time for how long it has been at it, at least
/// @param thread the name of the thread that runs it
/// @param stack where that was just now
public record LongTurn(
        ActorRef<?> actor, String name, String message, Duration time, String thread, List<StackTraceElement> stack) {
    private static final int FRAMES_SHOWN = 12;

    @Override
    public String toString() {
        return stack.stream()
                .limit(FRAMES_SHOWN)
                .map(frame -> System.lineSeparator() + "    at " + frame)
                .collect(Collectors.joining(
                        "", "has been at " + message + " for " + time.toMillis() + " ms, on " + thread, ""));
    }
}
