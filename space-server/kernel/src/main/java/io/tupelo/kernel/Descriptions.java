package io.tupelo.kernel;

import io.tupelo.operation.Operation;
import java.util.Locale;

/// Says in a few words what an operation asks, for people who look at what waits.
final class Descriptions {
    private Descriptions() {}

    static String of(Operation operation) {
        return switch (operation) {
            case Operation.Write write -> "write " + write.container() + " (" + write.drafts().size() + ")";
            case Operation.Put put -> "put " + put.container() + " key=" + put.key();
            case Operation.Get get ->
                get.pick().name().toLowerCase(Locale.ROOT) + " " + get.container() + " " + get.selection();
            case Operation.Either either ->
                either.pick().name().toLowerCase(Locale.ROOT) + " either of " + either.choices();
            case Operation.Change change -> "change " + change.container() + " " + change.selection();
            case Operation.Move move ->
                (move.copy() ? "copy " : "move ") + move.from() + " " + move.to() + " " + move.selection();
            case Operation.Claim claim -> "claim " + claim.container() + " " + claim.selection();
            case Operation.FindContainer find -> "container " + find.container();
            default -> operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
