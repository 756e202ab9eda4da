package io.tupelo.coordinator;

import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.RecordTemplate;
import io.tupelo.tuple.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words for the coordinators that come with Tupelo, for static import: each is a coordinate when given to a
/// write, and a selector when given to a read or take.
public final class Coordinators {
    private static final Selector FIFO = new Selector("fifo", null);
    private static final Selector LIFO = new Selector("lifo", null);
    private static final Selector PRIORITY = new Selector("priority", null);
    private static final Selector RANDOM = new Selector("random", null);
    private static final Selector ANY = new Selector("any", null);

    private Coordinators() {}

    /// Selects the oldest first.
    public static Selector fifo() {
        return FIFO;
    }

    /// Selects the newest first.
    public static Selector lifo() {
        return LIFO;
    }

    /// The key an entry is written under; selects exactly that one.
    public static Selector key(Object key) {
        return new Selector("key", FieldValues.of(key));
    }

    /// One label; selects the entries that have it.
    public static Selector label(String label) {
        return new Selector("label", label);
    }

    /// Several labels for one entry.
    public static Selector labels(String... labels) {
        return new Selector("label", List.of(labels));
    }

    /// Selects the tuples that match `template`.
    public static Selector linda(Template template) {
        return new Selector("linda", template);
    }

    /// Selects the tuples of a record type that match.
    public static Selector linda(RecordTemplate<?> template) {
        return linda(template.template());
    }

    /// Selects the tuples that match the template made of `fields`; see [Template#template(Object...)].
    public static Selector matching(@Nullable Object... fields) {
        return linda(Template.template(fields));
    }

    /// The index an entry is inserted at, shifting those from there on; selects the entry at that index.
    public static Selector vector(int index) {
        return new Selector("vector", (long) index);
    }

    /// Appends at the end of a vector; selects from its start.
    public static Selector vector() {
        return new Selector("vector", null);
    }

    /// Selects the entries of a vector from index `from` up to `to`, which is not included.
    public static Selector slice(int from, int to) {
        return new Selector("vector", List.of((long) from, (long) to));
    }

    /// The priority an entry has.
    public static Selector priority(long priority) {
        return new Selector("priority", priority);
    }

    /// Selects the highest priority first, the oldest first within one.
    public static Selector priority() {
        return PRIORITY;
    }

    /// Selects what `query` asks for.
    public static Selector query(Query query) {
        return new Selector("query", query);
    }

    /// Selects uniformly at random.
    public static Selector random() {
        return RANDOM;
    }

    /// Selects whatever is cheapest to find.
    public static Selector anyOne() {
        return ANY;
    }
}
