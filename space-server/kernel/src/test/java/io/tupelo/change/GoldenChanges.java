package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of everything that can be written, by a name that its line in the golden file has.
///
/// What is here stays as it is: spaces of that time are to be read for ever. Something new gets a name of its own, and a
/// line at the end of the file.
final class GoldenChanges {
    static final long EPOCH = 7;
    private static final long SEQUENCE = 2_000_000;
    private static final long TIME = 1_790_000_000_000L;
    private static final Change.Command COMMAND = new Change.Command(SEQUENCE, TIME);
    private static final Receipt RECEIPT = new Receipt(EPOCH, SEQUENCE, 3);
    /// Of a request that came twice: its answer is older than the command.
    private static final Receipt EARLIER = new Receipt(EPOCH - 1, SEQUENCE - 300, 0);
    private static final Tuple TUPLE = Tuple.tuple("job", 17L);
    private static final Entry ENTRY = new Entry(
            2_000_017, 3, TUPLE, List.of(new Selector("key", "k"), new Selector("priority", 5L)), TIME - 4_000, TIME + 60_000, 2);
    private static final EntryImage PLAIN = entry(2_000_010, null, TIME, 0, 0, false, 0, 1, 0, 0);

    private GoldenChanges() {}

    private static EntryImage entry(
            long id,
            @Nullable List<@Nullable Object> coordinates,
            long writtenAt,
            long leaseEnd,
            long visibleAt,
            boolean unplaced,
            long session,
            long version,
            int deliveries,
            long claim) {
        return new EntryImage(
                id, 4, id - 5, version, TUPLE, coordinates, writtenAt, leaseEnd, visibleAt, unplaced, session, deliveries, claim);
    }

    /// Returns the changes of each name, those of a record of the journal.
    static Map<String, List<Change>> records() {
        Map<String, List<Change>> records = new LinkedHashMap<>();
        addSpace(records);
        addEntries(records);
        addClaims(records);
        addSessions(records);
        outcomes().forEach((name, outcome) ->
                records.put("answered-" + name, List.of(COMMAND, new Change.Answered(2_000_001, 130, 127, 120, outcome))));
        values().forEach((name, value) -> records.put(
                "value-" + name,
                List.of(COMMAND, new Change.Written(
                        new EntryImage(9, 4, 9, 1, Tuple.tuple(value), null, TIME, 0, 0, false, 0, 0, 0), 0))));
        addContainersInMemory(records);
        addNextAnswers(records);
        return records;
    }

    private static void addNextAnswers(Map<String, List<Change>> records) {
        Change.Outcome taken = new Change.Outcome.Taken(RECEIPT, List.of(2_000_010L), 0, true);
        records.put("answered-next", List.of(COMMAND, new Change.AnsweredNext(2_000_001, 3, taken)));
        Answer written = new Answer.Written(new Receipt(EPOCH, SEQUENCE, 2), List.of(2_000_010L, 2_000_011L), 1);
        records.put(
                "answered-next-written",
                List.of(
                        COMMAND,
                        new Change.Written(PLAIN, 0),
                        new Change.Written(entry(2_000_011, null, TIME, 0, 0, false, 0, 1, 0, 0), 1),
                        new Change.AnsweredNext(2_000_001, 1, new Change.Outcome.Whole(written))));
    }

    private static void addContainersInMemory(Map<String, List<Change>> records) {
        ContainerSpec cache = ContainerSpec.named("cache").with("key").inMemory();
        records.put("container-in-memory", List.of(COMMAND, new Change.ContainerCreated(7, cache)));
        records.put("container-in-memory-strict", List.of(COMMAND, new Change.ContainerCreated(8, cache.strictly())));
    }

    private static void addSpace(Map<String, List<Change>> records) {
        records.put("nothing", List.of());
        records.put("command", List.of(COMMAND));
        records.put("started", List.of(COMMAND, new Change.Started(EPOCH)));
        records.put("reserved", List.of(COMMAND, new Change.Reserved(2_001_000)));
        records.put("container-plain", List.of(COMMAND, new Change.ContainerCreated(4, ContainerSpec.named("plain"))));
        ContainerSpec full = ContainerSpec.named("jöbs").with("fifo").withOptional("key").bounded(300, ContainerSpec.WhenFull.FAIL);
        records.put(
                "container-full",
                List.of(COMMAND, new Change.ContainerCreated(5, full.strictly().deadLettersAfter(3, "jöbs.dead"))));
        ContainerSpec dropping = ContainerSpec.named("last").with("lifo").bounded(1, ContainerSpec.WhenFull.DROP_OLDEST);
        records.put("container-dropping", List.of(COMMAND, new Change.ContainerCreated(6, dropping)));
        records.put("container-dropped", List.of(COMMAND, new Change.ContainerDropped(4)));
        records.put(
                "two-commands",
                List.of(
                        COMMAND,
                        new Change.Removed(8, EventKind.EXPIRED, 0),
                        new Change.Command(SEQUENCE + 1, TIME + 5),
                        new Change.Removed(9, EventKind.EXPIRED, 0),
                        new Change.Written(entry(2_000_011, null, TIME, TIME + 9, 0, false, 0, 1, 0, 0), 1)));
    }

    private static void addEntries(Map<String, List<Change>> records) {
        List<@Nullable Object> coordinates = Arrays.asList("key", null, 5L, new OwnForm(List.of(1L, 2L)));
        records.put("written-plain", List.of(COMMAND, new Change.Written(PLAIN, 0)));
        records.put("written-at-an-index", List.of(COMMAND, new Change.Written(PLAIN, 3), new Change.Removed(8, EventKind.TAKEN, 4)));
        records.put(
                "written-with-everything",
                List.of(COMMAND, new Change.Written(
                        entry(2_000_012, coordinates, TIME - 1_000, TIME + 60_000, TIME + 10, true, 2_000_001, 4, 2, 1_999_000), 0)));
        records.put(
                "written-for-a-session",
                List.of(COMMAND, new Change.Written(entry(2_000_013, null, TIME, 0, 0, false, 2_000_001, 1, 0, 0), 0)));
        records.put("revealed", List.of(COMMAND, new Change.Revealed(2_000_012, 2_000_020, null, 0)));
        records.put("revealed-placed", List.of(COMMAND, new Change.Revealed(2_000_012, 2_000_020, coordinates, 2)));
        records.put(
                "replaced",
                List.of(COMMAND, new Change.Replaced(
                        2_000_010, 2_000_005, 2, Tuple.tuple("job", 18L), coordinates, TIME + 60_000, 0)));
        records.put(
                "replaced-for-ever",
                List.of(COMMAND, new Change.Replaced(2_000_010, 2_000_005, 2, Tuple.tuple("job", 18L), null, 0, 1)));
        records.put("taken", List.of(COMMAND, new Change.Removed(2_000_010, EventKind.TAKEN, 0)));
        records.put("expired", List.of(COMMAND, new Change.Removed(2_000_010, EventKind.EXPIRED, 0)));
        records.put("renewed", List.of(COMMAND, new Change.Renewed(2_000_010, TIME + 60_000)));
        records.put("renewed-until-before", List.of(COMMAND, new Change.Renewed(2_000_010, TIME - 1)));
        records.put("renewed-for-ever", List.of(COMMAND, new Change.Renewed(2_000_010, 0)));
    }

    private static void addClaims(Map<String, List<Change>> records) {
        records.put(
                "claimed",
                List.of(COMMAND, new Change.Claimed(2_000_030, 2_000_001, TIME + 30_000, List.of(2_000_010L, 2_000_009L))));
        records.put("claim-extended", List.of(COMMAND, new Change.ClaimExtended(2_000_030, TIME + 45_000)));
        records.put("returned", List.of(COMMAND, new Change.Returned(2_000_010, 1, 0)));
        records.put("returned-later", List.of(COMMAND, new Change.Returned(2_000_010, 200, TIME + 500)));
        records.put("claim-ended", List.of(COMMAND, new Change.ClaimEnded(2_000_030)));
    }

    private static void addSessions(Map<String, List<Change>> records) {
        records.put("session-opened", List.of(COMMAND, new Change.SessionOpened(2_000_001, 0x8123_4567_89AB_CDEFL, 15_000)));
        records.put("session-ended", List.of(COMMAND, new Change.SessionEnded(2_000_001)));
        records.put("acknowledged", List.of(COMMAND, new Change.Acknowledged(2_000_001, 300)));
    }

    private static Map<String, Change.Outcome> outcomes() {
        Map<String, Change.Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put("taken-now", new Change.Outcome.Taken(RECEIPT, List.of(2_000_010L, 2_000_011L), 1, true));
        outcomes.put("taken-for-good", new Change.Outcome.Taken(RECEIPT, List.of(2_000_010L), 0, false));
        outcomes.put("claimed-now", new Change.Outcome.Claimed(RECEIPT, 2_000_030, List.of(2_000_010L), true));
        outcomes.put("claimed-for-good", new Change.Outcome.Claimed(RECEIPT, 2_000_030, List.of(2_000_010L), false));
        answers().forEach((name, answer) -> outcomes.put(name, new Change.Outcome.Whole(answer)));
        return outcomes;
    }

    private static Map<String, Answer> answers() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("done", new Answer.Done(RECEIPT));
        answers.put("earlier", new Answer.Done(EARLIER));
        answers.put("written", new Answer.Written(RECEIPT, List.of(2_000_010L, 2_000_012L, 2_000_011L), 1));
        answers.put("found", new Answer.Found(RECEIPT, List.of(ENTRY), 0));
        answers.put("found-nothing", new Answer.Found(RECEIPT, List.of(), 2));
        answers.put("counted", new Answer.Counted(RECEIPT, 300));
        answers.put("empty", new Answer.Empty(RECEIPT));
        answers.put("locked", new Answer.Locked(RECEIPT));
        answers.put("timed-out", new Answer.TimedOut(RECEIPT));
        answers.put("claimed", new Answer.Claimed(RECEIPT, 2_000_030, TIME + 30_000, List.of(ENTRY)));
        answers.put("begun", new Answer.Begun(RECEIPT, 2_000_040));
        answers.put("results", new Answer.Results(RECEIPT, List.of(new Answer.Done(RECEIPT), new Answer.Counted(RECEIPT, 1))));
        answers.put("watching", new Answer.Watching(RECEIPT));
        answers.put("returned", new Answer.Returned(RECEIPT, Tuple.tuple("result", 42L)));
        answers.put("unmet", new Answer.Unmet(RECEIPT, 2, null));
        answers.put("unmet-because", new Answer.Unmet(RECEIPT, 1, new Answer.Empty(RECEIPT)));
        answers.put("failed", new Answer.Failed(RECEIPT, ErrorCode.VERSION_MISMATCH, "it has version 4"));
        return answers;
    }

    private static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("null", null);
        values.put("false", false);
        values.put("true", true);
        values.put("smallest-small-integer", -16L);
        values.put("largest-small-integer", 111L);
        values.put("integer-below", -17L);
        values.put("integer-above", 112L);
        values.put("least-integer", Long.MIN_VALUE);
        values.put("greatest-integer", Long.MAX_VALUE);
        values.put("decimal", 2.5);
        values.put("decimal-minus-zero", -0.0);
        values.put("decimal-not-a-number", Double.NaN);
        values.put("decimal-infinite", Double.NEGATIVE_INFINITY);
        values.put("no-text", "");
        values.put("short-text", "größe 🙂");
        values.put("longest-short-text", "x".repeat(63));
        values.put("long-text", "x".repeat(64));
        values.put("bytes", Bytes.of((byte) 0, (byte) 127, (byte) 128));
        values.put("no-bytes", Bytes.of());
        values.put("instant", Instant.ofEpochSecond(1_790_000_000L, 123_456_789));
        values.put("instant-before-1970", Instant.ofEpochSecond(-1, 999_999_999));
        values.put("duration", Duration.ofSeconds(90, 5));
        values.put("duration-negative", Duration.ofMillis(-1));
        values.put("uuid", new UUID(0x0123_4567_89AB_CDEFL, 0x8123_4567_89AB_CDEFL));
        values.put("list", new ArrayList<@Nullable Object>(Arrays.asList(1L, null, List.of("inner"))));
        values.put("no-list", List.of());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("zeta", 1L);
        map.put("alpha", null);
        values.put("map", map);
        values.put("tuple", Tuple.tuple("inner", Tuple.tuple(1L)));
        values.put("object", new ObjectValue("com.example.Point", Bytes.of((byte) 1, (byte) 2)));
        return values;
    }

    /// Returns the claims that only a checkpoint has, by their names.
    static Map<String, ClaimImage> claims() {
        Map<String, ClaimImage> claims = new LinkedHashMap<>();
        claims.put("checkpoint-claim", new ClaimImage(2_000_030, 2_000_001, TIME + 30_000));
        claims.put("checkpoint-claim-for-ever", new ClaimImage(2_000_031, 2_000_001, 0));
        return claims;
    }

    /// Returns the sessions that only a checkpoint has, by their names.
    static Map<String, SessionImage> sessions() {
        SessionImage fresh = new SessionImage(2_000_001, 0x8123_4567_89AB_CDEFL, 15_000);
        SessionImage used = new SessionImage(2_000_002, -1, 300);
        used.resumeAt(140, 131);
        used.acknowledge(120);
        used.keep(121, new KeptImage(123, new Answer.Found(EARLIER, List.of(ENTRY), 0), List.of(PLAIN), 0));
        used.keep(130, new KeptImage(138, new Answer.Claimed(EARLIER, 2_000_030, 0, List.of(ENTRY)), List.of(), 2_000_030));
        used.keep(131, new KeptImage(140, new Answer.Done(RECEIPT), List.of(), 0));
        Map<String, SessionImage> sessions = new LinkedHashMap<>();
        sessions.put("checkpoint-session", fresh);
        sessions.put("checkpoint-session-with-answers", used);
        return sessions;
    }

    /// The command that comes before each of them in a checkpoint.
    static Change.Command command() {
        return COMMAND;
    }
}
