package io.tupelo.shell;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.tuple.Tuple;
import io.tupelo.tuple.TupleText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shows things for people.
final class TextOutput implements Output {
    private final PrintWriter out;
    private final PrintWriter err;

    TextOutput(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void answer(CommandName command, Answer answer) {
        show(answer);
        out.flush();
    }

    private void show(Answer answer) {
        String at = " at " + answer.receipt();
        switch (answer) {
            case Answer.Done _ -> out.println("done" + at);
            case Answer.Written written when written.ids().isEmpty() -> out.println("done" + at);
            case Answer.Written written ->
                out.println("written: entry " + joined(written.ids()) + ", version " + written.version() + at);
            case Answer.Found found -> {
                entries(found.entries());
                out.println(number(found.entries().size(), "entry", "entries") + at);
            }
            case Answer.Counted counted -> out.println(counted.count() + at);
            case Answer.Empty _ -> out.println("empty: too few entries match" + at);
            case Answer.Locked _ -> out.println("locked: others hold what matches" + at);
            case Answer.TimedOut _ -> out.println("timed out: there was no room" + at);
            case Answer.Claimed claimed -> {
                entries(claimed.entries());
                out.println("claimed under token " + claimed.token() + " until "
                        + Instant.ofEpochMilli(claimed.leaseEndMillis()) + at);
            }
            case Answer.Begun begun -> out.println("transaction " + begun.transaction() + " began" + at);
            case Answer.Results results -> {
                results.answers().forEach(this::show);
                out.println("applied" + at);
            }
            case Answer.Unmet unmet -> unmet(unmet);
            case Answer.Watching _ -> out.println("watching" + at);
            case Answer.Described described -> {
                out.println(definition(described.spec()));
                out.println(number(described.entries(), "entry", "entries") + at);
            }
            case Answer.Rows rows -> table(rows);
            case Answer.Returned returned -> out.println(returned.result());
            case Answer.Failed failed -> out.println(failed.code() + ": " + failed.message());
        }
    }

    private void unmet(Answer.Unmet unmet) {
        out.println("nothing applied: part " + (unmet.index() + 1) + ", counted with conditions first, "
                + (unmet.cause() == null ? "does not hold" : "found nothing") + " at " + unmet.receipt());
        if (unmet.cause() != null) {
            show(unmet.cause());
        }
    }

    private void table(Answer.Rows rows) {
        if (rows.rows().isEmpty()) {
            out.println("none at " + rows.receipt());
            return;
        }
        Table table = new Table(rows.columns());
        for (Tuple row : rows.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(row.get(i)));
            }
            table.row(cells);
        }
        out.print(table.text());
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Instant instant -> instant.toString();
            default -> TupleText.ofValue(value);
        };
    }

    private void entries(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Table table = new Table(List.of("id", "tuple", "coordinates", "version", "lease"));
        for (Entry entry : entries) {
            table.row(List.of(
                    String.valueOf(entry.id()),
                    entry.tuple().toString(),
                    entry.coordinates().stream().map(Selector::toString).collect(Collectors.joining(" ")),
                    String.valueOf(entry.version()),
                    lease(entry)));
        }
        out.print(table.text());
    }

    private static String lease(Entry entry) {
        return entry.leaseEndMillis() == 0 ? "-" : Instant.ofEpochMilli(entry.leaseEndMillis()).toString();
    }

    private static String number(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String joined(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static String definition(ContainerSpec spec) {
        String coordinators = spec.coordinators().stream()
                .map(use -> use.coordinator() + (use.obligatory() ? "" : "?"))
                .collect(Collectors.joining(" "));
        String bound = spec.bound() == Integer.MAX_VALUE ? "" : " bounded=" + spec.bound();
        return spec.name() + " " + coordinators + bound + (spec.strict() ? " strict" : "")
                + (spec.durability() == Durability.MEMORY ? " durability=memory" : "");
    }

    @Override
    public void event(Event event) {
        String entry = event.entry() == null ? "" : " " + event.entry().id() + " " + event.entry().tuple();
        out.println(event.receipt() + " " + event.kind().name().toLowerCase(Locale.ROOT) + entry);
        out.flush();
    }

    @Override
    public void names(CommandName command, String title, List<String> names) {
        names.forEach(out::println);
        out.flush();
    }

    @Override
    public void done(CommandName command, String sentence) {
        out.println(sentence);
        out.flush();
    }

    @Override
    public void help(Optional<CommandName> topic) {
        out.print(HelpText.of(topic));
        out.flush();
    }

    @Override
    public void failure(String code, String message, String shown) {
        err.println(code + ": " + shown);
        err.flush();
    }
}
