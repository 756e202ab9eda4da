package io.tupelo.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.tuple.Tuple;
import io.tupelo.tuple.TupleText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows things for programs: one JSON object a line for each command, and for each event.
///
/// Tuples are there twice: `tuple` in the shell's notation, exactly, and `fields` as JSON, where what JSON has no type
/// for is text in that notation.
final class JsonOutput implements Output {
    private final Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private final PrintWriter out;
    private final PrintWriter err;

    JsonOutput(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    private void print(PrintWriter to, JsonObject object) {
        to.println(gson.toJson(object));
        to.flush();
    }

    private static JsonObject object(CommandName command, String answer) {
        JsonObject object = new JsonObject();
        object.addProperty("command", command.word());
        object.addProperty("answer", answer);
        return object;
    }

    @Override
    public void answer(CommandName command, Answer answer) {
        JsonObject object = new JsonObject();
        object.addProperty("command", command.word());
        json(answer).entrySet().forEach(member -> object.add(member.getKey(), member.getValue()));
        print(out, object);
    }

    private static JsonObject json(Answer answer) {
        JsonObject object = new JsonObject();
        object.addProperty("answer", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        object.addProperty("receipt", answer.receipt().toString());
        switch (answer) {
            case Answer.Done _, Answer.Empty _, Answer.Locked _, Answer.TimedOut _, Answer.Watching _ -> {}
            case Answer.Written written -> {
                JsonArray ids = new JsonArray();
                written.ids().forEach(ids::add);
                object.add("ids", ids);
                object.addProperty("version", written.version());
            }
            case Answer.Found found -> {
                object.add("entries", entries(found.entries()));
                object.addProperty("choice", found.choice());
            }
            case Answer.Counted counted -> object.addProperty("count", counted.count());
            case Answer.Claimed claimed -> {
                object.addProperty("token", claimed.token());
                object.addProperty("leaseEndMillis", claimed.leaseEndMillis());
                object.add("entries", entries(claimed.entries()));
            }
            case Answer.Begun begun -> object.addProperty("transaction", begun.transaction());
            case Answer.Results results -> {
                JsonArray answers = new JsonArray();
                results.answers().forEach(each -> answers.add(json(each)));
                object.add("answers", answers);
            }
            case Answer.Unmet unmet -> {
                object.addProperty("index", unmet.index());
                object.add("cause", unmet.cause() == null ? JsonNull.INSTANCE : json(unmet.cause()));
            }
            case Answer.Described described -> {
                object.addProperty("definition", TextOutput.definition(described.spec()));
                object.addProperty("entries", described.entries());
            }
            case Answer.Rows rows -> object.add("rows", rows(rows));
            case Answer.Returned returned -> tuple(object, returned.result());
            case Answer.Failed failed -> {
                object.addProperty("code", failed.code().name());
                object.addProperty("message", failed.message());
            }
        }
        return object;
    }

    private static JsonArray rows(Answer.Rows rows) {
        JsonArray array = new JsonArray();
        for (Tuple row : rows.rows()) {
            JsonObject object = new JsonObject();
            for (int i = 0; i < row.size(); i++) {
                object.add(rows.columns().get(i), value(row.get(i)));
            }
            array.add(object);
        }
        return array;
    }

    private static JsonArray entries(List<Entry> entries) {
        JsonArray array = new JsonArray();
        entries.forEach(entry -> array.add(json(entry)));
        return array;
    }

    private static JsonObject json(Entry entry) {
        JsonObject object = new JsonObject();
        object.addProperty("id", entry.id());
        object.addProperty("version", entry.version());
        tuple(object, entry.tuple());
        JsonArray coordinates = new JsonArray();
        entry.coordinates().stream().map(Selector::toString).forEach(coordinates::add);
        object.add("coordinates", coordinates);
        object.addProperty("writtenAtMillis", entry.writtenAtMillis());
        object.addProperty("leaseEndMillis", entry.leaseEndMillis());
        object.addProperty("deliveries", entry.deliveries());
        return object;
    }

    private static void tuple(JsonObject object, Tuple tuple) {
        object.addProperty("tuple", tuple.toString());
        object.add("fields", value(tuple));
    }

    private static JsonElement value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case String text -> new JsonPrimitive(text);
            case Long number -> new JsonPrimitive(number);
            case Boolean truth -> new JsonPrimitive(truth);
            case Double number when Double.isFinite(number) -> new JsonPrimitive(number);
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(element -> array.add(value(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, element) -> object.add(String.valueOf(key), value(element)));
                yield object;
            }
            case Tuple tuple -> {
                JsonArray array = new JsonArray();
                for (int i = 0; i < tuple.size(); i++) {
                    array.add(value(tuple.get(i)));
                }
                yield array;
            }
            default -> new JsonPrimitive(TupleText.ofValue(value));
        };
    }

    @Override
    public void event(Event event) {
        JsonObject object = new JsonObject();
        object.addProperty("event", event.kind().name().toLowerCase(Locale.ROOT));
        object.addProperty("container", event.container());
        object.addProperty("receipt", event.receipt().toString());
        object.add("entry", event.entry() == null ? JsonNull.INSTANCE : json(event.entry()));
        print(out, object);
    }

    @Override
    public void names(CommandName command, String title, List<String> names) {
        JsonObject object = object(command, "names");
        JsonArray array = new JsonArray();
        names.forEach(array::add);
        object.add(title, array);
        print(out, object);
    }

    @Override
    public void done(CommandName command, String sentence) {
        JsonObject object = object(command, "done");
        object.addProperty("message", sentence);
        print(out, object);
    }

    @Override
    public void help(Optional<CommandName> topic) {
        JsonObject object = object(CommandName.HELP, "help");
        object.addProperty("text", HelpText.of(topic));
        print(out, object);
    }

    @Override
    public void failure(String code, String message, String shown) {
        JsonObject object = new JsonObject();
        object.addProperty("error", code);
        object.addProperty("message", message);
        print(err, object);
    }
}
