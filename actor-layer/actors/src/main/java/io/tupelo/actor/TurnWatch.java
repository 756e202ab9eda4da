package io.tupelo.actor;

import io.tupelo.actor.dispatch.Dispatcher.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks now and then what the threads of a host are at, and tells of those that have been at the same message for long. The turns
/// themselves pay for no more than saying whose they are. Thread-safe.
final class TurnWatch {
    /// How often it looks in the time that is long.
    private static final int LOOKS = 8;

    private final ActorHost host;
    private final Duration bound;
    private final Consumer<LongTurn> listener;
    private Map<Place, Since> seen = Map.of();
    private long longestNanos;
    private @Nullable String slowest;

    /// Where a thread is: at which message of which actor. It has gone on if any of it is different.
    ///
    /// @param number which turn of the thread
    /// @param first the first one in the mailbox, which is handled, or is there so that there is a turn
    /// @param at what is handled
    /// @param call which call of the code that a behavior stands for; null if it stands for none, or is in none
    record Place(
            Thread thread, Cell<?> cell, long number, Mailbox.@Nullable Node first, Mailbox.@Nullable Node at, @Nullable Object call) {
        static Place of(Thread thread, Cell<?> cell, long number) {
            Observed<?> observed = cell.observed();
            Object call = observed == null ? null : observed.observedCall();
            return new Place(thread, cell, number, cell.firstSeen(), cell.isAt(), call);
        }
    }

    /// @param nanos when it was first seen there
    private record Since(long nanos, boolean isTold) {}

    TurnWatch(ActorHost host, Duration bound, Consumer<LongTurn> listener) {
        if (!bound.isPositive()) {
            throw new IllegalArgumentException("a message takes some time, not " + bound);
        }
        this.host = host;
        this.bound = bound;
        this.listener = listener;
    }

    /// Begins to look.
    void start() {
        var _ = host.dispatcher().after(bound.dividedBy(LOOKS), () -> {
            look();
            start();
        });
    }

    private List<Place> places() {
        List<Place> all = new ArrayList<>();
        List<Running> running = new ArrayList<>(host.dispatcher().running());
        running.addAll(host.runningTurns().now());
        for (Running run : running) {
            if (run.turn() instanceof Cell<?> cell) {
                all.add(Place.of(run.thread(), cell, run.number()));
            }
        }
        return all;
    }

    private synchronized void look() {
        long now = host.dispatcher().nanos();
        Map<Place, Since> next = new HashMap<>();
        for (Place place : places()) {
            Since since = seen.getOrDefault(place, new Since(now, false));
            long nanos = now - since.nanos;
            if (nanos > longestNanos) {
                longestNanos = nanos;
                slowest = place.cell.observedName();
            }
            boolean isLong = nanos >= bound.toNanos();
            if (isLong && !since.isTold) {
                LongTurn told = told(place, nanos);
                Thread.startVirtualThread(() -> listener.accept(told));
            }
            next.put(place, new Since(since.nanos, isLong));
        }
        seen = next;
    }

    private static LongTurn told(Place place, long nanos) {
        Cell<?> cell = place.cell;
        return new LongTurn(
                cell,
                cell.observedName(),
                cell.observedMessage(place.at),
                Duration.ofNanos(nanos),
                place.thread.getName(),
                List.of(place.thread.getStackTrace()));
    }

    /// Returns those that are at a message for long just now, the longest first.
    List<LongTurn> longTurns() {
        Map<Place, Since> last;
        synchronized (this) {
            last = seen;
        }
        long now = host.dispatcher().nanos();
        List<LongTurn> all = new ArrayList<>();
        for (Place place : places()) {
            Since since = last.get(place);
            if (since != null && since.isTold) {
                all.add(told(place, now - since.nanos));
            }
        }
        all.sort(Comparator.comparing(LongTurn::time).reversed());
        return all;
    }

    /// Returns who was seen at one message for longest, since the host was opened, and for how long.
    synchronized Optional<ActorHost.Slowest> slowest() {
        return slowest == null ? Optional.empty() : Optional.of(new ActorHost.Slowest(slowest, Duration.ofNanos(longestNanos)));
    }

    /// Returns where an actor is just now, if it is anywhere.
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    Optional<Place> placeOf(Cell<?> cell) {
        return places().stream().filter(place -> place.cell == cell).findFirst();
    }
}
