package io.tupelo.kernel;

import io.tupelo.change.PastEvent;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The events of one container: to whom they are told, and the last of them, for a watch that resumes.
///
/// Nothing is kept before the first watch; a container that nobody watches pays nothing.
final class EventLog {
    private record Past(Event event, StoredEntry entry) {}

    private final SpaceState space;
    private final String container;
    private final List<WatchState> watches = new ArrayList<>();
    private @Nullable ArrayDeque<Past> past;
    /// Events after this one are kept.
    private Receipt keptSince = new Receipt(0, 0, 0);
    /// Watches that are yet to be told what happened before, each with the receipt up to which they will be.
    private final Map<WatchState, Receipt> awaiting = new HashMap<>();

    EventLog(SpaceState space, String container) {
        this.space = space;
        this.container = container;
    }

    /// Tells who watches. Returns the event's index within the command.
    int add(EventKind kind, StoredEntry entry) {
        if (past == null) {
            return space.effectIndex++;
        }
        Receipt receipt = space.receipt();
        Event event = new Event(kind, container, receipt, Views.entry(entry));
        past.add(new Past(event, entry));
        if (past.size() > space.limits.eventsKeptMax()) {
            keptSince = past.remove().event.receipt();
        }
        for (WatchState watch : watches) {
            if (watch.wants(kind, entry) && !awaiting.containsKey(watch)) {
                space.effects.event(watch.session().id, watch.number(), event);
            }
        }
        return receipt.index();
    }

    /// Starts a watch, telling it what has happened since `from`, if that is given.
    void start(WatchState watch, @Nullable Receipt from) {
        if (past == null) {
            past = new ArrayDeque<>();
            keptSince = space.receipt();
        }
        watches.add(watch);
        if (from == null) {
            return;
        }
        // The journal has nothing of what ends with the process: such a watch is told of a gap.
        if (from.compareTo(keptSince) < 0
                && watch.container().isDurable()
                && space.effects.history(
                        watch.session().id, watch.number(), watch.container().ordinal, from, keptSince)) {
            awaiting.put(watch, keptSince);
        } else {
            replay(watch, from);
        }
    }

    /// Tells a watch what happened before what is kept, and then what is.
    ///
    /// @param isWhole whether nothing is missing in `before`
    void resume(WatchState watch, List<PastEvent> before, boolean isWhole) {
        Receipt until = awaiting.remove(watch);
        if (until == null) {
            return;
        }
        long session = watch.session().id;
        if (!isWhole) {
            Receipt known = before.isEmpty() ? until : before.getFirst().receipt();
            space.effects.event(session, watch.number(), new Event(EventKind.GAP, container, known, null));
        }
        for (PastEvent one : before) {
            StoredEntry entry = Loading.entry(watch.container(), one.entry());
            if (watch.wants(one.kind(), entry)) {
                space.effects.event(
                        session, watch.number(), new Event(one.kind(), container, one.receipt(), Views.entry(entry)));
            }
        }
        replay(watch, until);
    }

    private void replay(WatchState watch, Receipt from) {
        if (from.compareTo(keptSince) < 0) {
            space.effects.event(
                    watch.session().id, watch.number(), new Event(EventKind.GAP, container, keptSince, null));
        }
        for (Past one : java.util.Objects.requireNonNull(past)) {
            if (one.event.receipt().compareTo(from) > 0 && watch.wants(one.event.kind(), one.entry)) {
                space.effects.event(watch.session().id, watch.number(), one.event);
            }
        }
    }

    void stop(WatchState watch) {
        watches.remove(watch);
        awaiting.remove(watch);
    }

    List<WatchState> watches() {
        return watches;
    }
}
