package io.tupelo.reliability.crash;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.reliability.crash.Containers.COUNTERS;
import static io.tupelo.reliability.crash.Containers.DONE;
import static io.tupelo.reliability.crash.Containers.INBOX;
import static io.tupelo.reliability.crash.Containers.JOBS;
import static io.tupelo.reliability.crash.Containers.SHELF;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Edits;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Transaction;
import io.tupelo.tuple.Matchers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Does one thing with jobs after another, and keeps a ledger of the answers. It holds claims, and waits for an answer, all
/// the time, so that there is something to be kept for it whenever the server dies. Used by one thread.
///
/// Nothing but a transaction may fail: all the others are answered in the end, however often the server dies.
final class JobClient {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int CLAIMS_MAX = 4;
    private static final int PIPELINED = 8;

    private final int number;
    private final int others;
    private final Space space;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final Deque<Claim> claims = new ArrayDeque<>();
    private CompletableFuture<Outcome> inbox = new CompletableFuture<>();
    private long jobs;
    private long counted;
    private volatile String doing = "nothing yet";

    /// @param number which it is, from 0
    /// @param others how many there are, with this one
    JobClient(int number, int others, Space space, Random random) {
        this.number = number;
        this.others = others;
        this.space = space;
        this.random = random;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Says what it does just now, for when it hangs.
    @Override
    public String toString() {
        return "client " + number + ", at " + doing;
    }

    /// Has to be called first.
    void begin() {
        var written = space.container(COUNTERS).write(tuple(0), key(number));
        ledger.answered(written.receipt(), "the counter");
        awaitInbox();
    }

    /// Does one thing, and returns once it is answered.
    void step() {
        if (inbox.isDone()) {
            emptyInbox();
            awaitInbox();
        }
        switch (random.nextInt(14)) {
            case 0, 1 -> write();
            case 2 -> pipeline();
            case 3, 4 -> take();
            case 5 -> claim();
            case 6, 7 -> endClaim();
            case 8 -> transaction();
            case 9 -> batch();
            case 10 -> move();
            case 11 -> count();
            case 12 -> look();
            default -> send(random.nextInt(others));
        }
    }

    /// Gives back what it holds, and closes its session.
    void end() {
        while (!claims.isEmpty()) {
            endClaim();
        }
        // It is served with this, or with what came before.
        send(number);
        emptyInbox();
        doing("closing");
        space.close();
    }

    private String doing(String what) {
        doing = what;
        return what + " of client " + number;
    }

    private long nextJob() {
        return number * 1_000_000_000L + ++jobs;
    }

    private String container() {
        return random.nextBoolean() ? JOBS : SHELF;
    }

    private void write() {
        String how = doing("write");
        List<Draft> drafts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            drafts.add(Draft.of(tuple("job", nextJob())));
        }
        ledger.answered(space.container(container()).writeAll(drafts).receipt(), how);
        drafts.forEach(draft -> ledger.written(job(draft), how));
    }

    private static long job(Draft draft) {
        return draft.tuple().integer(draft.tuple().size() - 1);
    }

    private static long job(Entry entry) {
        return entry.tuple().integer(entry.tuple().size() - 1);
    }

    /// Writes, and takes one of them, all of it on its way at once.
    private void pipeline() {
        String how = doing("pipelined write");
        Container jobs = space.container(container());
        List<Draft> drafts = new ArrayList<>();
        List<CompletableFuture<Answer.Written>> answers = new ArrayList<>();
        for (int i = 0; i < PIPELINED; i++) {
            Draft draft = Draft.of(tuple("job", nextJob()));
            drafts.add(draft);
            answers.add(jobs.writeAllAsync(List.of(draft)));
        }
        CompletableFuture<Outcome> taken = jobs.takeAsync(fifo());
        for (int i = 0; i < PIPELINED; i++) {
            ledger.answered(answers.get(i).join().receipt(), how);
            ledger.written(job(drafts.get(i)), how);
        }
        consumed(taken.join(), doing("pipelined take"));
    }

    private void take() {
        String how = doing("take");
        Container jobs = space.container(container());
        consumed((random.nextBoolean() ? jobs.atMostOnce() : jobs).take(fifo().upTo(2), Wait.NOW), how);
    }

    private void consumed(Outcome outcome, String how) {
        ledger.answered(outcome.receipt(), how);
        outcome.entries().forEach(entry -> ledger.consumed(job(entry), how));
    }

    private void claim() {
        if (claims.size() < CLAIMS_MAX) {
            String how = doing("claim");
            space.container(container()).claim(fifo(), LONG, Wait.NOW).ifPresent(claim -> {
                ledger.answered(claim.receipt(), how);
                ledger.token(claim.token(), how);
                claims.add(claim);
            });
        }
    }

    private void endClaim() {
        Claim claim = claims.poll();
        if (claim == null) {
            return;
        }
        long claimed = job(claim.entries().getFirst());
        switch (random.nextInt(4)) {
            case 0 -> ledger.answered(claim.release(), doing("release"));
            case 1 -> {
                ledger.answered(claim.extend(LONG), doing("extension"));
                ledger.answered(claim.release(), doing("release"));
            }
            default -> {
                String how = doing("completion");
                long result = nextJob();
                ledger.answered(claim.completeWriting(DONE, tuple("result", result), key(claimed)).receipt(), how);
                ledger.consumed(claimed, how);
                ledger.written(result, how);
            }
        }
    }

    /// Takes some and writes as many others. It may end with the server's life, and then nothing has happened.
    private void transaction() {
        String how = doing("transaction");
        Transaction transaction = space.transaction(LONG);
        try {
            List<Entry> taken = transaction.container(container()).take(fifo().upTo(2), Wait.NOW).entries();
            List<Long> written = new ArrayList<>();
            for (Entry _ : taken) {
                long job = nextJob();
                transaction.container(container()).write(tuple("job", job));
                written.add(job);
            }
            if (random.nextInt(4) == 0) {
                transaction.abort();
            } else {
                doing("commit");
                transaction.commit();
                taken.forEach(entry -> ledger.consumed(job(entry), how));
                written.forEach(job -> ledger.written(job, how));
            }
        } catch (SpaceException failed) {
            if (failed.code() != ErrorCode.UNKNOWN_TRANSACTION) {
                throw failed;
            }
        }
    }

    /// Takes one, writes another, and counts, all or nothing.
    private void batch() {
        String how = doing("batch");
        long job = nextJob();
        BatchOutcome outcome = space.batch()
                .take(container(), fifo())
                .write(container(), tuple("job", job))
                .change(COUNTERS, key(number), Edits.add(0, 1))
                .run();
        if (outcome instanceof BatchOutcome.Applied applied) {
            ledger.answered(applied.receipt(), how);
            ledger.consumed(job(applied.outcome(0).orElseThrow()), how);
            ledger.written(job, how);
            counted(applied.outcome(2), how);
        }
    }

    private void move() {
        String how = doing("move");
        ledger.answered(space.container(SHELF).move(fifo(), JOBS, Wait.NOW).receipt(), how);
    }

    private void look() {
        String how = doing("read");
        Outcome seen = space.container(container()).read(fifo().upTo(3), Wait.NOW);
        ledger.answered(seen.receipt(), how);
        seen.entries().forEach(entry -> ledger.seen(job(entry), how));
    }

    private void count() {
        String how = doing("count");
        Outcome changed = space.container(COUNTERS).change(key(number), Edits.add(0, 1));
        ledger.answered(changed.receipt(), how);
        counted(changed, how);
    }

    /// Nobody else uses this counter.
    private void counted(Outcome outcome, String how) {
        long value = outcome.orElseThrow().tuple().integer(0);
        counted++;
        if (value != counted) {
            ledger.wrong(how + " found the counter at " + value + " after counting " + counted + " times");
            counted = value;
        }
    }

    private void send(int to) {
        String how = doing("sending");
        long job = nextJob();
        var written = space.container(INBOX).write(tuple("inbox", to, job));
        ledger.answered(written.receipt(), how);
        ledger.written(job, how);
    }

    private void awaitInbox() {
        inbox = space.container(INBOX).takeAsync(matching("inbox", number, Matchers.any()), Wait.FOREVER);
    }

    private void emptyInbox() {
        String how = doing("inbox");
        Outcome arrived = inbox.join();
        ledger.answeredMeanwhile(arrived.receipt(), how);
        ledger.consumed(job(arrived.orElseThrow()), how);
    }
}
