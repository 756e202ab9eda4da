package io.tupelo.node.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.tupelo.change.OwnForm;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import io.tupelo.tuple.TupleText;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Shows records of Java as JSON, each component under its name. Tuples, and what else a field can hold and JSON can't, are texts in
/// the shell's notation. Whatever is null is left out, and so are the secrets with which sessions are resumed.
final class RecordJson {
    private static final String SECRET = "secret";

    private RecordJson() {}

    /// Returns one as an object, whose member `kind` says in a word what it is.
    static JsonObject of(String kind, Record record) {
        JsonObject object = new JsonObject();
        object.addProperty(kind, word(record.getClass()));
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            JsonElement value = value(get(record, component));
            if (!value.isJsonNull() && !component.getName().equals(SECRET)) {
                object.add(component.getName(), value);
            }
        }
        return object;
    }

    /// `ContainerCreated` is `containerCreated`.
    private static String word(Class<?> type) {
        String name = type.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static @Nullable Object get(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the components of " + record.getClass() + " are public", impossible);
        }
    }

    private static JsonElement value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Number number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case String text -> new JsonPrimitive(text);
            case Enum<?> constant -> new JsonPrimitive(constant.name().toLowerCase(Locale.ROOT));
            case Receipt receipt -> new JsonPrimitive(receipt.toString());
            case Tuple tuple -> new JsonPrimitive(tuple.toString());
            case OwnForm(Object form) -> new JsonPrimitive(TupleText.ofValue(form));
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(element -> array.add(value(element)));
                yield array;
            }
            case Record record -> of("is", record);
            default -> new JsonPrimitive(TupleText.ofValue(value));
        };
    }
}
