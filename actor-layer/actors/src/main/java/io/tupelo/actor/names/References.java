package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Reply;
import io.tupelo.tuple.Components;
import io.tupelo.tuple.InvalidTupleException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// References to actors in one message: they travel as addresses, and where the answer goes as [#REPLY]. Used once, by one thread.
final class References implements Components {
    /// Stands for where the answer goes.
    private static final String REPLY = "reply";

    private static final ClassValue<Map<String, Class<?>>> TYPES = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
            Map<String, Class<?>> types = new HashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getGenericType() instanceof ParameterizedType generic) {
                    types.put(component.getName(), erase(generic.getActualTypeArguments()[0]));
                }
            }
            return types;
        }
    };

    private final SpaceNames names;
    /// Where the answer to the message goes that is read; null if it is no question.
    private final @Nullable Answering answering;
    /// What the message that is written asks; null if it asks nothing, or has no place for the answer.
    private @Nullable Reply<?> asked;
    private @Nullable Class<?> answers;

    References(SpaceNames names, @Nullable Answering answering) {
        this.names = names;
        this.answering = answering;
    }

    /// Adds the question, if the message is one, and returns its number; 0 if it is none.
    long number(Questions questions) {
        return asked == null || answers == null ? 0 : questions.add(asked, answers);
    }

    @Override
    public @Nullable Object toField(RecordComponent component, @Nullable Object value) {
        if (!(value instanceof ActorRef<?> ref)) {
            return value;
        }
        if (!(ref instanceof Reply<?> reply)) {
            return names.export(ref, typeOf(component));
        }
        if (asked != null) {
            throw new InvalidTupleException("a message has one place for its answer, not two: " + component.getDeclaringRecord().getName());
        }
        asked = reply;
        answers = typeOf(component);
        return REPLY;
    }

    @Override
    public @Nullable Object fromField(RecordComponent component, @Nullable Object field) {
        if (component.getType() != ActorRef.class || !(field instanceof String address)) {
            return field;
        }
        if (!address.equals(REPLY)) {
            return names.resolve(address, typeOf(component));
        }
        if (answering == null) {
            throw new InvalidTupleException("an answer is wanted, but nobody has asked");
        }
        return answering;
    }

    /// Returns the class of what the actor accepts that a component refers to.
    private static Class<?> typeOf(RecordComponent component) {
        Class<?> type = TYPES.get(component.getDeclaringRecord()).get(component.getName());
        if (type == null) {
            throw new InvalidTupleException("say what " + component.getName() + " of " + component.getDeclaringRecord().getName()
                    + " accepts: ActorRef<…>");
        }
        return type;
    }

    private static Class<?> erase(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> erase(generic.getRawType());
            case WildcardType wild when wild.getLowerBounds().length == 1 -> erase(wild.getLowerBounds()[0]);
            case WildcardType wild -> erase(wild.getUpperBounds()[0]);
            default -> Object.class;
        };
    }
}
