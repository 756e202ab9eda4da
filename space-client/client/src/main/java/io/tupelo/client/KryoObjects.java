package io.tupelo.client;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Java objects as fields: those of registered types, encoded by Kryo. Thread-safe. The server never decodes them.
///
/// A class that isn't registered is refused, both ways. What goes over the wire names types by the names they are
/// registered under, so that neither the order of registrations nor the names of classes need to be the same everywhere.
/// Types within a registered one (its fields' types) must be registered, too.
public final class KryoObjects {
    private static final int FIRST_ID = 100;
    private static final int IDS = 1 << 30;
    private static final int OUTPUT_BYTES = 256;

    private final Map<String, Class<?>> classes = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Map<Integer, String> ids = new LinkedHashMap<>();
    private volatile Pool<Kryo> pool = pool(Map.of());

    /// Makes one that knows Kryo's own types only: primitives, their boxes, and strings.
    public KryoObjects() {}

    /// Registers a type under a name.
    ///
    /// @return this
    /// @throws SpaceException with `INVALID_TUPLE` if the name or the class is registered otherwise already
    public synchronized KryoObjects register(String name, Class<?> type) {
        String other = ids.get(id(name));
        if (name.isEmpty() || other != null || names.containsKey(type)) {
            throw new SpaceException(
                    ErrorCode.INVALID_TUPLE,
                    "can't register " + type.getName() + " as " + name + ": "
                            + (other != null ? "that name, or one like it, is taken by " + other : "it is registered"));
        }
        classes.put(name, type);
        names.put(type, name);
        ids.put(id(name), name);
        pool = pool(Map.copyOf(classes));
        return this;
    }

    /// Names decide the numbers Kryo writes, not the order they came in.
    private static int id(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return FIRST_ID + (int) (sum.getValue() % IDS);
    }

    private static Pool<Kryo> pool(Map<String, Class<?>> registered) {
        return new Pool<>(true, true) {
            @Override
            protected Kryo create() {
                Kryo kryo = new Kryo();
                kryo.setRegistrationRequired(true);
                registered.forEach((name, type) -> kryo.register(type, id(name)));
                return kryo;
            }
        };
    }

    /// Encodes an object of a registered type.
    ///
    /// @throws SpaceException with `INVALID_TUPLE` if its type, or one within, is not registered
    public ObjectValue encode(Object object) {
        String name;
        synchronized (this) {
            name = names.get(object.getClass());
        }
        if (name == null) {
            throw new SpaceException(
                    ErrorCode.INVALID_TUPLE, object.getClass().getName() + " is not registered; call register first");
        }
        Pool<Kryo> current = pool;
        Kryo kryo = current.obtain();
        try (Output output = new Output(OUTPUT_BYTES, -1)) {
            kryo.writeObject(output, object);
            return new ObjectValue(name, Bytes.of(output.toBytes()));
        } catch (IllegalArgumentException | KryoException wrong) {
            throw new SpaceException(ErrorCode.INVALID_TUPLE, "can't encode a " + name + ": " + wrong.getMessage(), wrong);
        } finally {
            current.free(kryo);
        }
    }

    /// Decodes what [#encode] made, here or elsewhere.
    ///
    /// @throws SpaceException with `INVALID_TUPLE` if its type is not registered, or the bytes are none of it
    public Object decode(ObjectValue value) {
        Class<?> type;
        synchronized (this) {
            type = classes.get(value.type());
        }
        if (type == null) {
            throw new SpaceException(ErrorCode.INVALID_TUPLE, "no type is registered as " + value.type());
        }
        Pool<Kryo> current = pool;
        Kryo kryo = current.obtain();
        try (Input input = new Input(value.encoded().toArray())) {
            return kryo.readObject(input, type);
        } catch (IllegalArgumentException | KryoException | IndexOutOfBoundsException wrong) {
            throw new SpaceException(
                    ErrorCode.INVALID_TUPLE, "can't decode a " + value.type() + ": " + wrong.getMessage(), wrong);
        } finally {
            current.free(kryo);
        }
    }
}
