package io.tupelo.actor.otp;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/// Which answer a call asks for, by its class.
public final class ReplyTypes {
    private static final ClassValue<Class<?>> KNOWN = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private ReplyTypes() {}

    /// Returns the class that the answer to a call has to be of; [Object] if the call doesn't say.
    public static Class<?> of(Call<?> call) {
        return KNOWN.get(call.getClass());
    }

    private static Class<?> find(Class<?> type) {
        for (Type parent : type.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic && generic.getRawType() == Call.class) {
                return erase(generic.getActualTypeArguments()[0]);
            }
        }
        // Said by none itself: any will do.
        return Object.class;
    }

    private static Class<?> erase(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> erase(generic.getRawType());
            default -> Object.class;
        };
    }
}
