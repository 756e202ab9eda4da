package io.tupelo.kernel;

import io.tupelo.operation.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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
    /// The tables of waiters it stands in.
    private final List<Place> places = new ArrayList<>(1);
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

    /// A table of waiters by arrival; one that stands under a key is forgotten when it is empty.
    record Place(
            NavigableMap<Long, Waiter> members, @Nullable Map<Object, NavigableMap<Long, Waiter>> owner, @Nullable Object key) {}

    void stand(NavigableMap<Long, Waiter> members) {
        members.put(arrival, this);
        places.add(new Place(members, null, null));
    }

    void standUnder(Map<Object, NavigableMap<Long, Waiter>> owner, Object key) {
        NavigableMap<Long, Waiter> members = owner.computeIfAbsent(key, _ -> new TreeMap<>());
        members.put(arrival, this);
        places.add(new Place(members, owner, key));
    }

    /// Says whether it can be found where it believes to stand.
    @SuppressWarnings("ReferenceEquality") // a waiter is itself only
    boolean stands() {
        for (Place place : places) {
            if (place.members.get(arrival) != this || (place.owner != null && place.owner.get(place.key) != place.members)) {
                return false;
            }
        }
        return !places.isEmpty();
    }

    /// Leaves the tables it stands in. Whoever waits for room behind it may be served now.
    void end() {
        done = true;
        if (roomIn != null) {
            roomIn.freeRoom();
        }
        leave();
    }

    void leave() {
        for (Place place : places) {
            place.members.remove(arrival);
            if (place.owner != null && place.key != null && place.members.isEmpty()) {
                place.owner.remove(place.key, place.members);
            }
        }
        places.clear();
    }
}
