package io.tupelo.kernel;

import io.tupelo.kernel.WaiterTable.Line;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An operation that found nothing and waits. It is tried again when something it could use has changed.
final class Waiter implements Timed {
    final long arrival;
    final SessionState session;
    final long number;
    final Request request;
    final long since;
    /// When it ends, in milliseconds since 1970; 0 for never.
    long deadline;
    /// The first of the lines it stands in; null if it stands in none.
    private @Nullable Line line;
    /// The other ones.
    private List<Line> more = List.of();
    /// Whether its deadline passed while its session had no connection.
    boolean overdue;
    /// Whether the last try found matches that others hold.
    boolean locked;
    /// The container in which it waits for room, instead of for a match; null if it does not.
    @Nullable ContainerState roomIn;
    boolean done;
    Timers.@Nullable Timer timer;

    Waiter(long arrival, SessionState session, long number, Request request, long since) {
        this.arrival = arrival;
        this.session = session;
        this.number = number;
        this.request = request;
        this.since = since;
    }

    /// Says in a few words what it asks, for people who look at what waits.
    String description() {
        return describe(request.operation());
    }

    private static String describe(Operation operation) {
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

    void stand(Line where) {
        where.add(this);
        if (line == null) {
            line = where;
            return;
        }
        if (more.isEmpty()) {
            more = new ArrayList<>(2);
        }
        more.add(where);
    }

    /// Says whether it can be found where it believes to stand.
    boolean stands() {
        return line != null && line.has(this) && more.stream().allMatch(other -> other.has(this));
    }

    /// Leaves the lines it stands in. Whoever waits for room behind it may be served now.
    void end() {
        done = true;
        if (roomIn != null) {
            roomIn.freeRoom();
        }
        leave();
    }

    void leave() {
        if (line != null) {
            line.remove(this);
            line = null;
        }
        for (Line other : more) {
            other.remove(this);
        }
        more = List.of();
    }
}
