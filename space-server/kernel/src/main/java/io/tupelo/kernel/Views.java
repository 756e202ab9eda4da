package io.tupelo.kernel;

import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.tuple.FieldValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows what the kernel holds as what an answer carries.
final class Views {
    private static final long ENTRY_BYTES = 16;
    private static final long COORDINATE_BYTES = 16;

    private Views() {}

    static Entry entry(StoredEntry entry) {
        return new Entry(
                entry.id,
                entry.version,
                entry.tuple(),
                coordinates(entry),
                entry.writtenAt,
                entry.leaseEnd,
                entry.deliveries);
    }

    static List<Entry> entries(List<StoredEntry> entries) {
        if (entries.size() == 1) {
            return List.of(entry(entries.get(0)));
        }
        List<Entry> views = new ArrayList<>(entries.size());
        for (StoredEntry entry : entries) {
            views.add(entry(entry));
        }
        return Collections.unmodifiableList(views);
    }

    /// Returns the coordinates that were given. One that the coordinator keeps in a form of its own is left out.
    static List<Selector> coordinates(StoredEntry entry) {
        @Nullable Object @Nullable [] kept = entry.coordinates;
        if (kept == null) {
            return List.of();
        }
        List<Selector> given = new ArrayList<>(kept.length);
        for (int slot = 0; slot < kept.length; slot++) {
            Object coordinate = kept[slot];
            if (coordinate != null && isFieldValue(coordinate)) {
                given.add(new Selector(entry.container.types[slot].name(), coordinate));
            }
        }
        return given;
    }

    /// Returns about how many bytes of payload an answer has.
    static long payloadBytes(Answer answer) {
        return switch (answer) {
            case Answer.Found found -> payloadBytes(found.entries());
            case Answer.Claimed claimed -> payloadBytes(claimed.entries());
            case Answer.Returned returned -> returned.result().payloadBytes();
            case Answer.Results results -> {
                long bytes = 0;
                for (Answer part : results.answers()) {
                    bytes += payloadBytes(part);
                }
                yield bytes;
            }
            default -> 0;
        };
    }

    static long payloadBytes(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += payloadBytes(entry);
        }
        return bytes;
    }

    /// Returns about how many bytes an entry adds to an answer.
    private static long payloadBytes(Entry entry) {
        long bytes = ENTRY_BYTES + entry.tuple().payloadBytes();
        for (Selector coordinate : entry.coordinates()) {
            bytes += COORDINATE_BYTES + FieldValues.payloadBytes(coordinate.argument());
        }
        return bytes;
    }

    static boolean isFieldValue(Object coordinate) {
        return coordinate instanceof String
                || coordinate instanceof Long
                || coordinate instanceof List<?>
                || FieldValues.isOrdered(coordinate)
                || coordinate instanceof io.tupelo.tuple.Tuple
                || coordinate instanceof java.util.Map<?, ?>
                || coordinate instanceof io.tupelo.tuple.ObjectValue;
    }
}
