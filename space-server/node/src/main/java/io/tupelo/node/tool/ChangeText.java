package io.tupelo.node.tool;

import io.tupelo.change.Change;
import io.tupelo.change.ClaimImage;
import io.tupelo.change.EntryImage;
import io.tupelo.change.OwnForm;
import io.tupelo.change.SessionImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.operation.Answer;
import io.tupelo.operation.EventKind;
import io.tupelo.tuple.TupleText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in words what has changed, and what there is. Tuples are shown as the shell reads them.
final class ChangeText {
    private ChangeText() {}

    static String of(Change change) {
        return switch (change) {
            // A space is made at no time.
            case Change.Command(long sequence, long time) ->
                "command " + sequence + (time == 0 ? "" : " at " + Instant.ofEpochMilli(time));
            case Change.Started(long epoch) -> "started in epoch " + epoch;
            case Change.Reserved(long id) -> "reserved numbers up to " + id;
            case Change.ContainerCreated(long id, ContainerSpec spec) -> "created container " + id + ": " + definition(spec);
            case Change.ContainerDropped(long id) -> "dropped container " + id;
            case Change.Written(EntryImage entry, int _) -> "written " + entry(entry);
            case Change.Revealed(long id, long position, var coordinates, int _) ->
                "revealed " + id + " at " + position + coordinates(coordinates);
            case Change.Replaced by -> replaced(by);
            case Change.Removed(long id, EventKind why, int _) -> why.name().toLowerCase(Locale.ROOT) + " " + id;
            case Change.Renewed(long id, long end) -> "renewed " + id + lease(end);
            case Change.Claimed(long token, long session, long end, List<Long> entries) ->
                "claimed " + ids(entries) + " with token " + token + " for session " + session + lease(end);
            case Change.ClaimExtended(long token, long end) -> "extended claim " + token + lease(end);
            case Change.Returned(long id, int deliveries, long visibleAt) ->
                "returned " + id + " after " + times(deliveries) + hidden(visibleAt);
            case Change.ClaimEnded(long token) -> "ended claim " + token;
            case Change.SessionOpened(long id, long _, long leaseMillis) ->
                "opened session " + id + ", lease " + leaseMillis + " ms";
            case Change.SessionEnded(long id) -> "ended session " + id;
            case Change.Answered answered ->
                "answered request " + answered.number() + " of session " + answered.session() + ": " + of(answered.outcome());
            case Change.AnsweredNext next ->
                "answered the next request of session " + next.session() + ": " + of(next.outcome());
            case Change.Acknowledged(long session, long number) ->
                "session " + session + " acknowledged answer " + number;
        };
    }

    private static String of(Change.Outcome outcome) {
        return switch (outcome) {
            case Change.Outcome.Taken taken -> "took " + ids(taken.entries());
            case Change.Outcome.Claimed claimed -> "claimed " + ids(claimed.entries()) + " with token " + claimed.token();
            case Change.Outcome.Whole(Answer answer) -> TupleText.ofValue(answer.toString());
        };
    }

    private static String replaced(Change.Replaced by) {
        return "replaced " + by.id() + " at " + by.position() + " by version " + by.version() + ": " + by.tuple()
                + coordinates(by.coordinates()) + (by.leaseEnd() == 0 ? "" : lease(by.leaseEnd()));
    }

    /// Returns what an item of a checkpoint has, a text for each thing.
    static String of(SpaceImage item) {
        if (!item.containers().isEmpty()) {
            return each(item.containers().values().stream().map(spec -> "container " + definition(spec)).toList());
        }
        if (!item.entries().isEmpty()) {
            return each(item.entries().stream().map(entry -> "entry " + entry(entry)).toList());
        }
        if (!item.sessions().isEmpty()) {
            return each(item.sessions().values().stream().map(ChangeText::session).toList());
        }
        if (!item.claims().isEmpty()) {
            return each(item.claims().values().stream().map(ChangeText::claim).toList());
        }
        return "space in epoch " + item.epoch() + " after command " + item.sequence() + " at "
                + Instant.ofEpochMilli(item.time()) + ", with numbers reserved up to " + item.reserved();
    }

    private static String each(List<String> texts) {
        return String.join("; ", texts);
    }

    private static String session(SessionImage session) {
        return "session " + session.id() + ", request " + session.lastNumber() + ", answer " + session.answers()
                + ", acknowledged up to " + session.acknowledged() + ", lease " + session.leaseMillis() + " ms, "
                + session.kept().size() + " answers kept";
    }

    private static String claim(ClaimImage claim) {
        return "claim " + claim.token() + " of session " + claim.session() + lease(claim.leaseEnd());
    }

    private static String entry(EntryImage entry) {
        StringBuilder text = new StringBuilder();
        text.append(entry.id()).append(" in ").append(entry.container()).append(" at ").append(entry.position());
        text.append(": ").append(entry.tuple()).append(coordinates(entry.coordinates()));
        if (entry.version() > 1) {
            text.append(", version ").append(entry.version());
        }
        if (entry.leaseEnd() != 0) {
            text.append(lease(entry.leaseEnd()));
        }
        text.append(hidden(entry.visibleAt()));
        if (entry.session() != 0) {
            text.append(", ends with session ").append(entry.session());
        }
        if (entry.deliveries() > 0) {
            text.append(", after ").append(times(entry.deliveries()));
        }
        if (entry.claim() != 0) {
            text.append(", claimed with token ").append(entry.claim());
        }
        return text.toString();
    }

    private static String definition(ContainerSpec spec) {
        StringBuilder text = new StringBuilder(TupleText.ofValue(spec.name()));
        for (ContainerSpec.Use use : spec.coordinators()) {
            text.append(' ').append(use.coordinator()).append(use.obligatory() ? "" : "?");
        }
        if (spec.bound() != Integer.MAX_VALUE) {
            text.append(", bounded to ").append(spec.bound()).append(", ");
            text.append(spec.whenFull().name().toLowerCase(Locale.ROOT).replace('_', '-')).append(" when full");
        }
        text.append(spec.strict() ? ", strict" : "");
        text.append(spec.durability() == Durability.MEMORY ? ", in memory" : "");
        if (spec.deliveriesMax() != Integer.MAX_VALUE) {
            text.append(", dead letters after ").append(times(spec.deliveriesMax()));
        }
        return text.toString();
    }

    private static String coordinates(@Nullable List<@Nullable Object> coordinates) {
        if (coordinates == null) {
            return "";
        }
        return coordinates.stream()
                .map(one -> one instanceof OwnForm(Object form) ? TupleText.ofValue(form) : TupleText.ofValue(one))
                .collect(Collectors.joining(", ", ", under [", "]"));
    }

    private static String times(int deliveries) {
        return deliveries == 1 ? "1 delivery" : deliveries + " deliveries";
    }

    private static String ids(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String lease(long end) {
        return end == 0 ? ", for ever" : ", until " + Instant.ofEpochMilli(end);
    }

    private static String hidden(long visibleAt) {
        return visibleAt == 0 ? "" : ", hidden until " + Instant.ofEpochMilli(visibleAt);
    }
}
