package io.tupelo.kernel;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
            if (watch.wants(kind, entry)) {
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
        if (from != null) {
            replay(watch, from);
        }
    }

    private void replay(WatchState watch, Receipt from) {
        if (from.compareTo(keptSince) < 0) {
            space.effects.event(
                    watch.session().id, watch.number(), new Event(EventKind.GAP, container, keptSince, null));
        }
        for (Past one : java.util.Objects.requireNonNull(past)) {
            if (one.event.receipt().compareTo(from) > 0 && isWanted(watch.kinds(), watch.selection(), one, watch)) {
                space.effects.event(watch.session().id, watch.number(), one.event);
            }
        }
    }

    private static boolean isWanted(
            Set<EventKind> kinds, @Nullable Selection selection, Past one, WatchState watch) {
        return kinds.contains(one.event.kind())
                && (selection == null || watch.container().matches(selection, one.entry));
    }

    void stop(WatchState watch) {
        watches.remove(watch);
    }

    List<WatchState> watches() {
        return watches;
    }
}
