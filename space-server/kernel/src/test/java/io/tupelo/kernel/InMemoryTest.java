package io.tupelo.kernel;

import static io.tupelo.coordinator.Coordinators.fifo;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.change.EntryImage;
import io.tupelo.change.PastEvent;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is about entries in memory alone is not recorded, and what is recorded beside it is whole without them.
final class InMemoryTest {
    private static final ContainerSpec CACHE = ContainerSpec.named("cache").with("fifo").withOptional("key").inMemory();
    private static final ContainerSpec JOBS = ContainerSpec.named("jobs").with("fifo").withOptional("key");
    private static final long LEASE_MILLIS = 15_000;

    private final SpaceImage image = new SpaceImage();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, Answer> answers = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Receipt> histories = new ArrayList<>();
    private Kernel kernel = start();
    private long session = kernel.open(1, LEASE_MILLIS, 0);
    private long number;
    private long now;

    InMemoryTest() {
        ask(new Operation.CreateContainer(CACHE, false));
        ask(new Operation.CreateContainer(JOBS, false));
        acknowledge();
        recorded();
    }

    private Kernel start() {
        Kernel started = new Kernel("space", Limits.DEFAULT, image, image.nextEpoch(now), now, 0, new Heard());
        recorded();
        return started;
    }

    /// Returns what was recorded since the last time.
    private List<Change> recorded() {
        List<Change> since = List.copyOf(changes);
        since.forEach(image::apply);
        changes.clear();
        return since;
    }

    private Answer ask(Operation operation) {
        return ask(Request.of(operation));
    }

    private Answer ask(Request request) {
        kernel.submit(session, ++number, request, ++now);
        return Objects.requireNonNull(answers.get(number), "it waits");
    }

    private void acknowledge() {
        kernel.acknowledge(session, number, false);
    }

    private void restart() {
        recorded();
        kernel = start();
        kernel.attach(session, number, now);
        recorded();
    }

    private static Operation write(String container, Object... fields) {
        return new Operation.Write(container, List.of(Draft.of(Tuple.tuple(fields))), Wait.NOW);
    }

    private static Operation get(Pick pick, String container) {
        return new Operation.Get(pick, container, fifo(), Wait.NOW);
    }

    private static Operation count(String container) {
        return get(Pick.COUNT, container);
    }

    private long claim(String container) {
        return ((Answer.Claimed) ask(new Operation.Claim(container, fifo(), 10_000, Wait.NOW))).token();
    }

    private List<Tuple> image(String container) {
        return image.entries().stream()
                .filter(entry -> image.containers().get(entry.container()).name().equals(container))
                .map(EntryImage::tuple)
                .toList();
    }

    @AfterEach
    void whatIsRecordedIsWhatIsThere() {
        recorded();
        kernel.checkInvariants();
        assertThat(image).isEqualTo(kernel.image());
    }

    @Test
    void whatIsAboutEntriesInMemoryIsNotRecorded() {
        Answer.Written written = (Answer.Written) ask(write("cache", "a", 1L));
        ask(new Operation.Change("cache", fifo(), List.of(new Edit.Increment(1, 1L)), Wait.NOW));
        ask(new Operation.Put("cache", "k", Draft.of(Tuple.tuple("b")), -1, Wait.NOW));
        ask(new Operation.Put("cache", "k", Draft.of(Tuple.tuple("c")), -1, Wait.NOW));
        ask(new Operation.Renew("cache", written.ids().getFirst(), 500));
        Draft delayed = new Draft(Tuple.tuple("d"), List.of(), new WriteOptions(200, 100, true));
        ask(new Operation.Write("cache", List.of(delayed), Wait.NOW));
        ask(get(Pick.TAKE, "cache"));
        ask(get(Pick.DELETE, "cache"));
        kernel.tick(150);
        assertThat(((Answer.Counted) ask(count("cache"))).count()).isEqualTo(1);
        now = 1_000;
        kernel.tick(now);
        assertThat(((Answer.Counted) ask(count("cache"))).count()).isZero();
        acknowledge();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void theContainerIsThereAfterARestartAndEmpty() {
        ask(write("cache", "a"));
        ask(write("jobs", "b"));
        restart();
        assertThat(((Answer.Counted) ask(count("cache"))).count()).isZero();
        assertThat(((Answer.Counted) ask(count("jobs"))).count()).isEqualTo(1);
        Answer.Described there = (Answer.Described) ask(new Operation.FindContainer("cache", Wait.NOW));
        assertThat(there.spec()).isEqualTo(CACHE);
    }

    @Test
    void aTransactionOverBothIsRecordedWithoutWhatIsInMemory() {
        ask(write("cache", "held"));
        long transaction = ((Answer.Begun) ask(new Operation.Begin(10_000, true))).transaction();
        ask(new Request(get(Pick.TAKE, "cache"), transaction, false, null));
        ask(new Request(write("cache", "a"), transaction, false, null));
        ask(new Request(write("jobs", "b"), transaction, false, null));
        assertThat(recorded()).isEmpty();
        ask(new Operation.Commit(transaction));
        assertThat(recorded()).filteredOn(Change.Written.class::isInstance).hasSize(1);
        assertThat(image("jobs")).containsExactly(Tuple.tuple("b"));
    }

    @Test
    void aTransactionInMemoryIsNotRecorded() {
        long transaction = ((Answer.Begun) ask(new Operation.Begin(10_000, true))).transaction();
        ask(new Request(write("cache", "a"), transaction, false, null));
        ask(new Operation.Commit(transaction));
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aBatchOverBothKeepsItsWholeAnswer() {
        ask(write("cache", "a"));
        Answer answer = ask(new Operation.Batch(List.of(), List.of(get(Pick.TAKE, "cache"), write("jobs", "b"))));
        recorded();
        assertThat(List.copyOf(image.sessions().get(session).kept().values()).getLast().answer()).isEqualTo(answer);
        long asked = number;
        answers.clear();
        kernel = start();
        kernel.attach(session, 0, now);
        assertThat(answers.get(asked)).isEqualTo(answer);
    }

    @Test
    void whatMovesBetweenBothIsRecordedWhereItIsKept() {
        ask(write("cache", "a"));
        ask(new Operation.Move("cache", fifo(), "jobs", false, Wait.NOW));
        assertThat(recorded()).hasAtLeastOneElementOfType(Change.Written.class);
        assertThat(image("jobs")).containsExactly(Tuple.tuple("a"));
        ask(new Operation.Move("jobs", fifo(), "cache", false, Wait.NOW));
        assertThat(recorded()).hasAtLeastOneElementOfType(Change.Removed.class);
        assertThat(image.entries()).isEmpty();
    }

    @Test
    void aClaimInMemoryIsNotRecordedAndLostAfterARestart() {
        ask(write("cache", "a"));
        long token = claim("cache");
        ask(new Operation.ExtendClaim(token, 20_000));
        ask(new Operation.Release(token, 10));
        now += 20;
        kernel.tick(now);
        long second = claim("cache");
        assertThat(recorded()).isEmpty();
        restart();
        Answer.Failed lost = (Answer.Failed) ask(new Operation.Complete(second, List.of()));
        assertThat(lost.code()).isEqualTo(ErrorCode.CLAIM_LOST);
        ask(write("cache", "b"));
        assertThat(claim("cache")).as("a token is greater than all before").isGreaterThan(second);
    }

    @Test
    void theResultsOfAClaimInMemoryAreRecorded() {
        ask(write("cache", "a"));
        long token = claim("cache");
        ask(new Operation.Complete(token, List.of(new Operation.Into("jobs", Draft.of(Tuple.tuple("done"))))));
        assertThat(recorded()).noneMatch(change -> change instanceof Change.ClaimEnded || change instanceof Change.Removed);
        assertThat(image("jobs")).containsExactly(Tuple.tuple("done"));
    }

    @Test
    void aTakeOfMemoryIsUndoneWithoutARecord() {
        ask(write("cache", "a"));
        long taker = kernel.open(2, LEASE_MILLIS, now);
        recorded();
        kernel.submit(taker, 1, Request.of(get(Pick.TAKE, "cache")), ++now);
        kernel.close(taker, "it ends without acknowledging", ++now);
        assertThat(recorded()).hasOnlyElementsOfTypes(Change.Command.class, Change.SessionEnded.class);
        assertThat(((Answer.Counted) ask(count("cache"))).count()).isEqualTo(1);
    }

    @Test
    void deadLettersAreAsDurableAsTheirContainer() {
        ask(new Operation.CreateContainer(ContainerSpec.named("flash").inMemory().deadLettersAfter(1, "flash.dead"), false));
        ask(write("flash", "a"));
        ask(new Operation.Release(claim("flash"), 0));
        ask(new Operation.Release(claim("flash"), 0));
        Answer.Described letters = (Answer.Described) ask(new Operation.FindContainer("flash.dead", Wait.NOW));
        assertThat(letters.entries()).isEqualTo(1);
        assertThat(letters.spec().durability()).isEqualTo(Durability.MEMORY);
    }

    @Test
    void aRequestThatOnlyTouchedMemoryIsRunAgainAfterARestart() {
        Answer kept = ask(write("jobs", "a"));
        long lost = number + 1;
        ask(write("cache", "b"));
        Answer later = ask(write("jobs", "c"));
        recorded();
        answers.clear();
        kernel = start();
        kernel.attach(session, 0, now);
        assertThat(answers).containsEntry(number, later).containsEntry(lost - 1, kept).doesNotContainKey(lost);
        kernel.submit(session, lost, Request.of(write("cache", "b")), ++now);
        assertThat(answers.get(lost)).isInstanceOf(Answer.Written.class);
        number++;
        assertThat(((Answer.Counted) ask(count("cache"))).count()).isEqualTo(1);
    }

    @Test
    void aRequestWhoseAnswerIsAnEntryThatIsKeptIsNotRunAgain() {
        ask(write("cache", "a"));
        Request.ReplyTo replyTo = new Request.ReplyTo("jobs", "answer");
        ask(new Request(get(Pick.TAKE, "cache"), 0, false, replyTo));
        long asked = number;
        recorded();
        answers.clear();
        kernel = start();
        kernel.attach(session, 0, now);
        assertThat(answers.get(asked)).isInstanceOf(Answer.Done.class);
        assertThat(image("jobs")).hasSize(1);
    }

    @Test
    void acknowledgingWhatIsNotRecordedIsNotRecorded() {
        ask(write("jobs", "a"));
        acknowledge();
        assertThat(recorded()).hasAtLeastOneElementOfType(Change.Acknowledged.class);
        ask(write("cache", "b"));
        acknowledge();
        ask(get(Pick.READ, "jobs"));
        acknowledge();
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aWatchThatResumesBeforeARestartIsToldOfAGap() {
        Receipt before = ask(write("cache", "a")).receipt();
        watch("cache", null);
        Receipt first = ask(write("cache", "b")).receipt();
        ask(write("cache", "c"));
        watch("cache", first);
        assertThat(events).last().satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.WRITTEN));
        events.clear();
        watch("cache", before);
        assertThat(events.getFirst().kind()).as("of what was before the first watch").isEqualTo(EventKind.GAP);
        events.clear();
        restart();
        watch("cache", first);
        assertThat(events).extracting(Event::kind).containsExactly(EventKind.GAP);
        assertThat(histories).as("the journal is not asked").isEmpty();
        watch("jobs", first);
        assertThat(histories).hasSize(1);
    }

    private void watch(String container, @org.jspecify.annotations.Nullable Receipt from) {
        assertThat(ask(new Operation.Watch(container, null, EnumSet.of(EventKind.WRITTEN, EventKind.TAKEN), from)))
                .isInstanceOf(Answer.Watching.class);
    }

    private final class Heard extends Unheard {
        @Override
        public void answered(long to, long of, long answerNumber, Answer answer) {
            if (to == session) {
                answers.put(of, answer);
            }
        }

        @Override
        public void event(long to, long of, Event event) {
            events.add(event);
        }

        @Override
        public void changed(Change change) {
            changes.add(change);
        }

        @Override
        public boolean history(long to, long of, long container, Receipt from, Receipt until) {
            histories.add(from);
            kernel.history(to, of, List.<PastEvent>of(), true);
            return true;
        }
    }
}
