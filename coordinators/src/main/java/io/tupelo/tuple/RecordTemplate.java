package io.tupelo.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template for the tuples of one record type, narrowed component by component. Immutable.
///
/// `match(Resize.class).with(Resize::file, "cat.png")` finds every `Resize` of that file.
///
/// @param <R> the record type
public final class RecordTemplate<R extends Record> {
    private final Class<R> type;
    private final List<Matcher> matchers;

    RecordTemplate(Class<R> type) {
        this(type, initial(type));
    }

    private RecordTemplate(Class<R> type, List<Matcher> matchers) {
        this.type = type;
        this.matchers = matchers;
    }

    private static List<Matcher> initial(Class<?> type) {
        int components = type.getRecordComponents().length;
        List<Matcher> matchers = new ArrayList<>(Collections.nCopies(components + 1, Matchers.any()));
        matchers.set(0, Matchers.equal(type.getSimpleName()));
        return matchers;
    }

    /// Returns this template, narrowed: the component read by `accessor` must match `wanted`, a value or a [Matcher].
    ///
    /// @throws InvalidTupleException if `accessor` is not a reference to one of the record's accessors
    public <V> RecordTemplate<R> with(RecordAccessor<R, V> accessor, @Nullable Object wanted) {
        List<Matcher> narrowed = new ArrayList<>(matchers);
        narrowed.set(
                Records.componentIndex(type, accessor) + 1,
                wanted instanceof Matcher matcher ? matcher : Matchers.equal(wanted));
        return new RecordTemplate<>(type, narrowed);
    }

    /// Returns the template that this stands for.
    public Template template() {
        return Template.of(matchers, false);
    }

    /// Returns the record type.
    public Class<R> type() {
        return type;
    }
}
