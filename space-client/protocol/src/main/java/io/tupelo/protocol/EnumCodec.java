package io.tupelo.protocol;

import io.tupelo.operation.Wait;

/// Enums: their numbers on the wire are their place in the schema, not their place in Java by chance. The tests hold each
/// constant against the schema by name.
@SuppressWarnings("EnumOrdinal") // Both enums grow at their ends only, and a test compares them constant by constant.
final class EnumCodec {
    private static final Wait.Kind[] WAIT_KINDS = {
        Wait.Kind.UNLESS_LOCKED, Wait.Kind.NOW, Wait.Kind.AT_MOST, Wait.Kind.FOREVER
    };

    private EnumCodec() {}

    /// Writes an enum whose schema begins with a value for "not specified".
    static void writeFromOne(WireWriter out, int field, Enum<?> value) {
        out.uintSet(field, value.ordinal() + 1L);
    }

    /// Writes an enum whose first value is its default.
    static void writeFromZero(WireWriter out, int field, Enum<?> value) {
        out.uint(field, value.ordinal());
    }

    static <E extends Enum<E>> E fromOne(WireReader in, long number, E[] values) {
        return at(in, number - 1, values);
    }

    static <E extends Enum<E>> E fromZero(WireReader in, long number, E[] values) {
        return at(in, number, values);
    }

    private static <E extends Enum<E>> E at(WireReader in, long index, E[] values) {
        if (index < 0 || index >= values.length) {
            throw in.malformed("there is no " + values[0].getDeclaringClass().getSimpleName() + " of that number");
        }
        return values[(int) index];
    }

    static void writeWait(WireWriter out, int field, Wait wait) {
        if (wait.kind() == Wait.Kind.UNLESS_LOCKED && wait.millis() == 0) {
            return;
        }
        int begun = out.begin(field);
        out.uint(1, switch (wait.kind()) {
            case UNLESS_LOCKED -> 0;
            case NOW -> 1;
            case AT_MOST -> 2;
            case FOREVER -> 3;
        });
        out.uint(2, wait.millis());
        out.end(begun);
    }

    static Wait readWait(WireReader in) {
        int entered = in.enter("patience");
        long kind = 0;
        long millis = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> kind = in.uint();
                case 2 -> millis = in.uint();
                default -> in.skip();
            }
        }
        Wait wait = new Wait(fromZero(in, kind, WAIT_KINDS), millis);
        in.leave(entered);
        return wait;
    }
}
