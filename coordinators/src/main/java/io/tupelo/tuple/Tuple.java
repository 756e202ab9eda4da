package io.tupelo.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An immutable, ordered list of 1 to 64 typed fields. Thread-safe; compared by value.
///
/// A field holds one of: null, [Boolean], [Long], [Double], [Bytes], [String], [java.time.Instant],
/// [java.time.Duration], [java.util.UUID], a list, a map with string keys, a nested tuple, or an [ObjectValue]. It
/// never holds a live Java object. The tuple is Linda's (Gelernter 1985); the types are this project's.
public final class Tuple {
    /// How many fields a tuple has at most.
    public static final int FIELDS_MAX = 64;

    private final @Nullable Object[] fields;
    private int hash;

    private Tuple(@Nullable Object[] fields) {
        this.fields = fields;
    }

    /// Makes a tuple of `values`; integers of any width become [Long], floats [Double], records nested tuples.
    ///
    /// @throws InvalidTupleException if there are none or more than 64, or one can't be a field
    public static Tuple tuple(@Nullable Object... values) {
        return of(values, 1);
    }

    /// Makes a tuple of a record: its simple name, then its components in order.
    ///
    /// @throws InvalidTupleException if a component can't be a field
    public static Tuple of(Record instance) {
        return of(instance, Components.PLAIN);
    }

    /// Makes a tuple of a record as [#of(Record)] does, of what `components` make of its components.
    ///
    /// @throws InvalidTupleException if that can't be a field
    public static Tuple of(Record instance, Components components) {
        return Records.toTuple(instance, 1, components);
    }

    static Tuple of(@Nullable Object[] values, int depth) {
        if (values.length == 0 || values.length > FIELDS_MAX) {
            throw new InvalidTupleException("a tuple has 1 to " + FIELDS_MAX + " fields, not " + values.length);
        }
        @Nullable Object[] fields = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            try {
                fields[i] = FieldValues.of(values[i], depth);
            } catch (InvalidTupleException wrong) {
                throw new InvalidTupleException("field " + i + ": " + wrong.getMessage());
            }
        }
        return new Tuple(fields);
    }

    /// Returns a copy of this tuple with field `index` set to `value`.
    ///
    /// @throws InvalidTupleException if `value` can't be a field
    /// @throws IndexOutOfBoundsException if there is no such field
    public Tuple with(int index, @Nullable Object value) {
        @Nullable Object[] changed = fields.clone();
        changed[index] = FieldValues.of(value, 1);
        return new Tuple(changed);
    }

    /// Returns how many fields there are, 1 to 64.
    public int size() {
        return fields.length;
    }

    /// Returns the value of field `index`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such field
    public @Nullable Object get(int index) {
        return fields[index];
    }

    /// Returns field `index` as a text; fails as [#get(int)] does, and with [ClassCastException] if it is none.
    public String string(int index) {
        return typed(index, String.class);
    }

    /// Returns field `index` as an integer; fails as [#string(int)] does.
    public long integer(int index) {
        return typed(index, Long.class);
    }

    /// Returns field `index` as a decimal; fails as [#string(int)] does.
    public double decimal(int index) {
        return typed(index, Double.class);
    }

    /// Returns field `index` as true or false; fails as [#string(int)] does.
    public boolean bool(int index) {
        return typed(index, Boolean.class);
    }

    /// Returns field `index` as a list; fails as [#string(int)] does.
    public List<?> list(int index) {
        return typed(index, List.class);
    }

    /// Returns field `index` as a map; fails as [#string(int)] does.
    public Map<?, ?> map(int index) {
        return typed(index, Map.class);
    }

    /// Returns field `index` as a value of `type`, one of the classes named above; fails as [#string(int)] does.
    public <T> T typed(int index, Class<T> type) {
        Object value = fields[index];
        if (value == null || !type.isInstance(value)) {
            throw new ClassCastException(
                    "field " + index + " is " + FieldType.of(value).label() + ", not " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /// Reads this tuple back as a record that was written with [#of(Record)].
    ///
    /// @throws InvalidTupleException if the name, the number or the types of the fields are not the record's
    public <R extends Record> R as(Class<R> type) {
        return as(type, Components.PLAIN);
    }

    /// Reads this tuple back as a record that was written with [#of(Record,Components)].
    ///
    /// @throws InvalidTupleException as [#as(Class)] does, or if `components` refuse a field
    public <R extends Record> R as(Class<R> type, Components components) {
        return Records.fromTuple(this, type, components);
    }

    /// Returns about how many bytes the fields have as payload: the measure of the limit on tuples.
    public int payloadBytes() {
        int sum = 0;
        for (Object field : fields) {
            sum += FieldValues.payloadBytes(field);
        }
        return sum;
    }

    int depth() {
        int deepest = 0;
        for (Object field : fields) {
            deepest = Math.max(deepest, FieldValues.depthOf(field));
        }
        return deepest + 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Tuple tuple && Arrays.equals(fields, tuple.fields));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(fields);
        }
        return hash;
    }

    /// Shows the tuple as the shell reads it, as in `("job", 42, null)`.
    @Override
    public String toString() {
        return TupleText.of(this);
    }
}
