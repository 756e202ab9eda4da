package io.tupelo.reliability.model;

import io.tupelo.coordinator.Count;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import org.jspecify.annotations.Nullable;

/// Which answers an operation waits on for a better one.
public final class Patience {
    private Patience() {}

    /// Says whether an operation goes on waiting that would be answered so, in words.
    public static boolean waits(String answer, @Nullable Wait patience) {
        boolean forData = answer.equals("empty");
        boolean forOthers = answer.equals("locked") || answer.equals("timed out");
        if (patience == null || (!forData && !forOthers)) {
            return false;
        }
        return switch (patience.kind()) {
            case NOW -> false;
            case UNLESS_LOCKED -> forOthers;
            case AT_MOST -> patience.millis() > 0;
            case FOREVER -> true;
        };
    }

    /// Returns how long an operation waits, or null if it never does.
    public static @Nullable Wait of(Operation operation) {
        return switch (operation) {
            case Operation.Write write -> write.patience();
            case Operation.Put put -> put.patience();
            case Operation.Get get -> get.patience();
            case Operation.Change change -> change.patience();
            case Operation.Move move -> move.patience();
            case Operation.Claim claim when claim.selection().howMany().equals(Count.AVAILABLE) -> Wait.NOW;
            case Operation.Claim claim -> claim.patience();
            case Operation.Either either -> either.patience();
            default -> null;
        };
    }
}
