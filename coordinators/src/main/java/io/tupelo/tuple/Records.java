package io.tupelo.tuple;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns records into tuples and back. A record is written as its simple name followed by its components.
///
/// Components may be of any field type, of Java's primitive types, of an enum (written by name), or records again.
final class Records {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Records() {}

    private record Shape(String name, List<RecordComponent> components, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                for (RecordComponent component : components) {
                    component.getAccessor().setAccessible(true);
                }
                return new Shape(type.getSimpleName(), List.of(components), constructor);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException("a record without its canonical constructor: " + type, impossible);
            }
        }
    }

    static Tuple toTuple(Record instance, int depth) {
        return toTuple(instance, depth, Components.PLAIN);
    }

    static Tuple toTuple(Record instance, int depth, Components components) {
        FieldValues.checkDepth(depth);
        Shape shape = SHAPES.get(instance.getClass());
        @Nullable Object[] values = new @Nullable Object[shape.components.size() + 1];
        values[0] = shape.name;
        for (int i = 0; i < shape.components.size(); i++) {
            RecordComponent component = shape.components.get(i);
            values[i + 1] = components.toField(component, invoke(component.getAccessor(), instance));
        }
        return Tuple.of(values, depth);
    }

    static <R extends Record> R fromTuple(Tuple tuple, Class<R> type) {
        return fromTuple(tuple, type, Components.PLAIN);
    }

    static <R extends Record> R fromTuple(Tuple tuple, Class<R> type, Components components) {
        Shape shape = SHAPES.get(type);
        if (tuple.size() != shape.components.size() + 1 || !Objects.equals(tuple.get(0), shape.name)) {
            throw new InvalidTupleException(tuple + " is no " + shape.name + " with " + shape.components.size()
                    + " components");
        }
        @Nullable Object[] arguments = new @Nullable Object[shape.components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = component(tuple, i + 1, shape.components.get(i), components);
        }
        try {
            return type.cast(shape.constructor.newInstance(arguments));
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InvocationTargetException refused) {
            throw new InvalidTupleException(shape.name + " refuses " + tuple + ": " + refused.getCause());
        }
    }

    private static @Nullable Object component(Tuple tuple, int index, RecordComponent component, Components components) {
        try {
            return convert(components.fromField(component, tuple.get(index)), component.getType());
        } catch (ClassCastException | ArithmeticException wrong) {
            throw new InvalidTupleException("field " + index + " of " + tuple + " is no "
                    + component.getType().getSimpleName() + " for " + component.getName());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Object convert(@Nullable Object value, Class<?> wanted) {
        if (value == null) {
            if (wanted.isPrimitive()) {
                throw new ClassCastException("null for " + wanted);
            }
            return null;
        }
        if (wanted == int.class || wanted == Integer.class) {
            return Math.toIntExact((Long) value);
        } else if (wanted == short.class || wanted == Short.class) {
            return exact((Long) value, (short) (long) (Long) value);
        } else if (wanted == byte.class || wanted == Byte.class) {
            return exact((Long) value, (byte) (long) (Long) value);
        } else if (wanted == float.class || wanted == Float.class) {
            return (float) (double) (Double) value;
        } else if (wanted == long.class) {
            return (Long) value;
        } else if (wanted == double.class) {
            return (Double) value;
        } else if (wanted == boolean.class) {
            return (Boolean) value;
        } else if (wanted == byte[].class) {
            return ((Bytes) value).toArray();
        } else if (wanted.isEnum()) {
            return enumConstant((Class<? extends Enum>) wanted, (String) value);
        } else if (wanted.isRecord()) {
            return fromTuple((Tuple) value, (Class<? extends Record>) wanted);
        }
        return wanted.cast(value);
    }

    private static <N extends Number> N exact(long value, N narrowed) {
        if (narrowed.longValue() != value) {
            throw new ArithmeticException(value + " does not fit");
        }
        return narrowed;
    }

    private static <E extends Enum<E>> E enumConstant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidTupleException(name + " is no " + type.getSimpleName());
        }
    }

    /// Finds which component `accessor` reads, from the name in its serialized form.
    static int componentIndex(Class<? extends Record> type, RecordAccessor<?, ?> accessor) {
        String name = methodName(accessor);
        List<RecordComponent> components = SHAPES.get(type).components;
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).getName().equals(name)) {
                return i;
            }
        }
        throw new InvalidTupleException(
                "not a reference to an accessor of " + type.getSimpleName() + ": write " + type.getSimpleName()
                        + "::" + (components.isEmpty() ? "…" : components.getFirst().getName()));
    }

    private static String methodName(RecordAccessor<?, ?> accessor) {
        try {
            Method replace = accessor.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return ((SerializedLambda) replace.invoke(accessor)).getImplMethodName();
        } catch (ReflectiveOperationException notALambda) {
            throw new InvalidTupleException("give a method reference, not an object of " + accessor.getClass());
        }
    }

    private static @Nullable Object invoke(Method accessor, Record instance) {
        try {
            return accessor.invoke(instance);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InvocationTargetException failed) {
            throw new InvalidTupleException(accessor + " failed: " + failed.getCause());
        }
    }
}
