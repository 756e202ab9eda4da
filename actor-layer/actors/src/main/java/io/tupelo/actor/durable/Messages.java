package io.tupelo.actor.durable;

import io.tupelo.actor.otp.Call;
import io.tupelo.actor.otp.ReplyTypes;
import io.tupelo.tuple.Components;
import io.tupelo.tuple.InvalidTupleException;
import io.tupelo.tuple.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The messages that actors accept, as tuples: a record's simple name, and its components. Immutable.
///
/// @param <M> a sealed interface of records, or a record
public final class Messages<M> {
    private static final ClassValue<Messages<?>> KNOWN = new ClassValue<>() {
        @Override
        protected Messages<?> computeValue(Class<?> type) {
            return new Messages<>(type);
        }
    };

    private final Class<M> type;
    private final Map<String, Class<? extends Record>> byName = new HashMap<>();

    private Messages(Class<M> type) {
        this.type = type;
        collect(type);
    }

    /// Returns those of a class.
    ///
    /// @throws IllegalArgumentException if one of them is no record, or two have the same name
    @SuppressWarnings("unchecked") // made for that class
    public static <M> Messages<M> of(Class<M> type) {
        return (Messages<M>) KNOWN.get(type);
    }

    private void collect(Class<?> from) {
        if (from.isRecord()) {
            Class<? extends Record> record = from.asSubclass(Record.class);
            Class<?> other = byName.put(record.getSimpleName(), record);
            if (other != null && other != record) {
                throw new IllegalArgumentException("two messages of " + type.getName() + " are called " + record.getSimpleName());
            }
        } else if (from.isSealed()) {
            for (Class<?> permitted : from.getPermittedSubclasses()) {
                collect(permitted);
            }
        } else {
            throw new IllegalArgumentException("messages are records, or a sealed interface of records: " + from.getName() + " isn't");
        }
    }

    /// Returns a message as a tuple.
    ///
    /// @throws IllegalArgumentException if `actor` doesn't accept it, or it can't be written to a space
    public Tuple encode(Object message, String actor) {
        return encode(message, actor, Components.PLAIN);
    }

    /// Returns a message as a tuple, its components as `components` write them; fails as [#encode(Object,String)] does.
    public Tuple encode(Object message, String actor, Components components) {
        if (!type.isInstance(message)) {
            throw new IllegalArgumentException(actor + " accepts " + type.getName() + ", not " + message.getClass().getName());
        }
        return Tuple.of((Record) message, components);
    }

    /// Returns the message that a tuple is.
    ///
    /// @throws InvalidTupleException if it is none of these messages
    public M decode(Tuple tuple) {
        return decode(tuple, Components.PLAIN);
    }

    /// Returns the message that a tuple is, its components as `components` read them; fails as [#decode(Tuple)] does.
    public M decode(Tuple tuple, Components components) {
        Class<? extends Record> record = tuple.get(0) instanceof String name ? byName.get(name) : null;
        if (record == null) {
            throw new InvalidTupleException("not a message of " + type.getName() + ": " + tuple);
        }
        return type.cast(tuple.as(record, components));
    }

    /// Returns an answer as a field of a tuple.
    ///
    /// @throws IllegalArgumentException if it can't be one
    public static Object toField(Object answer) {
        Object field = answer instanceof Record record ? Tuple.of(record) : answer;
        return Objects.requireNonNull(Tuple.tuple(field).get(0));
    }

    /// Returns an answer again.
    ///
    /// @param type a class of fields, a record, or a sealed interface of records
    /// @throws ClassCastException if it is of another type
    /// @throws InvalidTupleException if it is no such record
    public static Object fromField(@Nullable Object field, Class<?> type) {
        Object given = Objects.requireNonNull(field, "an answer");
        if (given instanceof Tuple tuple && (type.isRecord() || type.isSealed())) {
            return of(type).decode(tuple);
        }
        if (given instanceof Long number && type == Integer.class) {
            return Math.toIntExact(number);
        }
        return type.cast(given);
    }

    /// Returns the class that the answer to a message has to be of; null if the message is no question.
    static Class<?> replyType(Object message) {
        return message instanceof Call<?> call ? ReplyTypes.of(call) : Void.class;
    }
}
