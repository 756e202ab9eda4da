package io.tupelo.reliability.model;

import static java.util.stream.Collectors.toSet;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The contract of one space in its simplest form: lists, searched from end to end, and every waiter tried again after
/// each change. It answers in words, so that answers can be compared without numbers that only a kernel gives.
public final class ModelSpace {
    private final Map<String, ModelContainer> containers = new LinkedHashMap<>();
    private final Map<Long, ModelTransaction> transactions = new TreeMap<>();
    private final Map<Long, ModelClaim> claims = new TreeMap<>();
    private final List<ModelWaiter> waiting = new ArrayList<>();
    private final Set<ModelContainer> changed = new LinkedHashSet<>();
    private final List<String> answers = new ArrayList<>();
    private long now;
    private long positions;
    private long ids;
    private long timersSet;

    /// Adds a container.
    public void create(ContainerSpec spec) {
        containers.put(spec.name(), new ModelContainer(spec));
    }

    /// Applies a request and returns all answers it leads to, its own and others', each as `number: words`. A
    /// transaction or claim it opens gets the next of the model's own numbers, from 1.
    public List<String> submit(long session, long number, Request request, long time) {
        advance(time);
        String answer = attempt(session, request);
        Wait patience = Patience.of(request.operation());
        if (Patience.waits(answer, patience)) {
            long deadline = patience != null && patience.kind() == Wait.Kind.AT_MOST ? now + patience.millis() : 0;
            ModelWaiter waiter = new ModelWaiter(session, number, request, deadline, ++timersSet);
            waiter.forRoom = answer.equals("timed out");
            waiting.add(waiter);
        } else {
            answers.add(number + ": " + answer);
        }
        settle();
        List<String> result = List.copyOf(answers);
        answers.clear();
        return result;
    }

    /// Applies a request at once or not at all, and returns its answer in words: nothing waits, nobody who waits is
    /// served, and no time passes.
    public String once(long session, Request request) {
        String answer = attempt(session, request);
        changed.clear();
        return answer;
    }

    /// Returns in words all that later answers depend on, if nothing waits and no time passes.
    public String state() {
        StringBuilder state = new StringBuilder();
        for (ModelContainer container : containers.values()) {
            ModelContainer.describe(container.entries, state.append(container.spec.name()).append(':'));
        }
        for (ModelTransaction open : transactions.values()) {
            ModelContainer.describe(open.pending, state.append(" transaction ").append(open.id).append(':'));
        }
        return state.append(" claims ").append(claims.keySet()).toString();
    }

    private String attempt(long session, Request request) {
        ModelTransaction own = null;
        if (request.transaction() != 0) {
            own = transactions.get(request.transaction());
            if (own == null || own.session != session) {
                return "UNKNOWN_TRANSACTION";
            }
        }
        return switch (request.operation()) {
            case Operation.Write write -> write(write, own);
            case Operation.Put put -> put(put, own);
            case Operation.Get get -> get(container(get.container()), get.pick(), get.selection(), own);
            case Operation.Either either -> either(either, own);
            case Operation.Change change -> change(change, own);
            case Operation.Move move -> move(move, own);
            case Operation.Claim claim -> claim(claim);
            case Operation.Complete complete -> complete(complete);
            case Operation.Release release -> release(release);
            case Operation.Begin begin -> {
                long id = ++ids;
                transactions.put(
                        id,
                        new ModelTransaction(
                                id, session, now + begin.millis(), begin.repeatableRead(), ++timersSet));
                yield "begun #" + id;
            }
            case Operation.Commit commit -> end(session, commit.transaction(), true);
            case Operation.Abort abort -> end(session, abort.transaction(), false);
            default -> throw new IllegalArgumentException("the model has no " + request.operation());
        };
    }

    private ModelContainer container(String name) {
        return Objects.requireNonNull(containers.get(name), name);
    }

    // Writing.

    private String write(Operation.Write write, @Nullable ModelTransaction own) {
        ModelContainer container = container(write.container());
        Draft draft = write.drafts().get(0);
        ModelEntry entry = new ModelEntry(container, draft, now);
        if (entry.key != null && container.withKey(entry.key, own, open()) != null) {
            return "DUPLICATE_KEY";
        }
        String full = room(container, own);
        if (full != null) {
            return full;
        }
        add(entry, own);
        return "written";
    }

    private List<ModelTransaction> open() {
        return new ArrayList<>(transactions.values());
    }

    /// Returns null if there is room for one entry more, and else why not.
    private @Nullable String room(ModelContainer container, @Nullable ModelTransaction own) {
        int bound = container.spec.bound();
        if (bound == Integer.MAX_VALUE) {
            return null;
        }
        long excess = container.occupied(own, open()) + 1 - bound;
        return switch (container.spec.whenFull()) {
            case WAIT -> excess > 0 || someoneEarlierWaitsForRoom(container) ? "timed out" : null;
            case FAIL -> excess > 0 ? "CONTAINER_FULL" : null;
            case DROP_OLDEST -> excess > 0 && !dropOldest(container, (int) excess, own) ? "CONTAINER_FULL" : null;
        };
    }

    private boolean someoneEarlierWaitsForRoom(ModelContainer container) {
        for (ModelWaiter waiter : waiting) {
            if (waiter == retried) {
                return false;
            }
            if (waiter.waitsForRoom(container)) {
                return true;
            }
        }
        return false;
    }

    private boolean dropOldest(ModelContainer container, int excess, @Nullable ModelTransaction own) {
        List<ModelEntry> oldest = container.oldestFree(excess);
        if (oldest.size() < excess) {
            return false;
        }
        oldest.forEach(entry -> take(entry, own));
        return true;
    }

    private void add(ModelEntry entry, @Nullable ModelTransaction own) {
        changed.add(entry.container);
        if (own != null) {
            entry.pendingIn = own;
            entry.position = ++positions;
            own.write(entry);
        } else {
            publish(entry);
        }
    }

    private void publish(ModelEntry entry) {
        entry.pendingIn = null;
        entry.timerSet = ++timersSet;
        entry.gone = entry.isOver(now);
        entry.delayed = entry.visibleAt > now;
        entry.position = entry.delayed ? 0 : ++positions;
        if (!entry.gone) {
            entry.container.entries.add(entry);
        }
        if (entry.gone || !entry.delayed) {
            changed.add(entry.container);
        }
    }

    private void remove(ModelEntry entry) {
        entry.gone = true;
        entry.holder = null;
        entry.container.entries.remove(entry);
        changed.add(entry.container);
    }

    private String put(Operation.Put put, @Nullable ModelTransaction own) {
        ModelContainer container = container(put.container());
        ModelEntry there = container.withKey(put.key(), own, open());
        if (there != null
                && (there.pendingIn != null ? there.pendingIn != own : there.holder != null || there.isReadByOthers(own))) {
            return "locked";
        }
        if (put.expectedVersion() >= 0 && put.expectedVersion() != (there == null ? 0 : there.version)) {
            return "VERSION_MISMATCH";
        }
        ModelEntry by = new ModelEntry(container, put.draft(), now);
        by.key = put.key();
        if (there == null) {
            String full = room(container, own);
            if (full == null) {
                add(by, own);
            }
            return full == null ? "written" : full;
        }
        if (put.draft().options().delayMillis() > 0) {
            return "INVALID_REQUEST";
        }
        by.version = there.version + 1;
        replace(there, by, own);
        return "written v" + by.version;
    }

    private void replace(ModelEntry there, ModelEntry by, @Nullable ModelTransaction own) {
        changed.add(there.container);
        if (own == null) {
            replaceForAll(there, by);
            return;
        }
        if (there.pendingIn == own) {
            own.pending.remove(there);
            by.replaces = there.replaces;
        } else {
            there.holder = own;
            own.held.add(there);
            by.replaces = there;
        }
        by.pendingIn = own;
        by.position = ++positions;
        own.write(by);
    }

    private void replaceForAll(ModelEntry there, ModelEntry by) {
        there.tuple = by.tuple;
        there.label = by.label;
        there.key = by.key;
        there.priority = by.priority;
        there.version = by.version;
        there.leaseEnd = by.leaseEnd;
        there.holder = null;
        there.timerSet = ++timersSet;
        there.delayed = false;
        there.position = there.position == 0 ? ++positions : there.position;
        changed.add(there.container);
        if (there.isOver(now)) {
            remove(there);
        }
    }

    // Picking.

    private String get(ModelContainer container, Pick pick, Selection selection, @Nullable ModelTransaction own) {
        Selection wanted = pick == Pick.COUNT && selection.selectors().size() == 1
                        && selection instanceof io.tupelo.coordinator.Selector
                ? selection.available()
                : selection;
        boolean exclusive = pick == Pick.TAKE || pick == Pick.DELETE;
        ModelContainer.Search search = container.search(wanted, own, exclusive);
        if (!search.success()) {
            return search.locked() ? "locked" : "empty";
        }
        String words = pick == Pick.COUNT || pick == Pick.DELETE
                ? "counted " + search.found().size()
                : ModelEntry.words(search.found());
        for (ModelEntry entry : search.found()) {
            if (exclusive) {
                take(entry, own);
            } else if (pick == Pick.READ) {
                read(entry, own);
            }
        }
        return words;
    }

    private void take(ModelEntry entry, @Nullable ModelTransaction own) {
        changed.add(entry.container);
        if (own == null) {
            remove(entry);
        } else if (entry.pendingIn == own) {
            own.pending.remove(entry);
        } else {
            entry.holder = own;
            own.held.add(entry);
        }
    }

    private static void read(ModelEntry entry, @Nullable ModelTransaction own) {
        if (own != null && own.repeatableRead && entry.pendingIn == null && !entry.readers.contains(own)) {
            entry.readers.add(own);
        }
    }

    private String either(Operation.Either either, @Nullable ModelTransaction own) {
        String missed = "empty";
        for (Operation.From from : either.choices()) {
            if (retried != null && changed.contains(container(from.container()))) {
                missed = "locked";
                continue;
            }
            String answer = get(container(from.container()), either.pick(), from.selection(), own);
            if (answer.startsWith("found")) {
                return answer;
            }
            missed = answer.equals("locked") ? answer : missed;
        }
        return missed;
    }

    private String change(Operation.Change change, @Nullable ModelTransaction own) {
        ModelContainer.Search search = container(change.container()).search(change.selection(), own, true);
        if (!search.success()) {
            return search.locked() ? "locked" : "empty";
        }
        List<ModelEntry> results = new ArrayList<>();
        for (ModelEntry entry : search.found()) {
            Edit.Increment edit = (Edit.Increment) change.edits().get(0);
            Tuple tuple = entry.tuple.with(
                    edit.field(), entry.tuple.integer(edit.field()) + edit.by().longValue());
            results.add(entry.copy(entry.container, tuple, entry.version + 1));
        }
        for (int i = 0; i < results.size(); i++) {
            replace(search.found().get(i), results.get(i), own);
        }
        return ModelEntry.words(results);
    }

    private String move(Operation.Move move, @Nullable ModelTransaction own) {
        ModelContainer to = container(move.to());
        ModelContainer.Search search = container(move.from()).search(move.selection(), own, !move.copy());
        if (!search.success()) {
            return search.locked() ? "locked" : "empty";
        }
        ModelEntry entry = search.found().get(0);
        ModelEntry copy = entry.copy(to, entry.tuple, 1);
        copy.leaseEnd = copy.leaseEnd == 0 ? 0 : Math.max(copy.leaseEnd, now + 1);
        copy.keepOnly(to.spec.coordinators().stream().map(ContainerSpec.Use::coordinator).collect(toSet()));
        if (copy.key != null && to.withKey(copy.key, own, open()) != null) {
            return "DUPLICATE_KEY";
        }
        String full = room(to, own);
        if (full != null) {
            return full;
        }
        String words = ModelEntry.words(search.found());
        if (move.copy()) {
            read(entry, own);
        } else {
            take(entry, own);
        }
        add(copy, own);
        return words;
    }

    // Claims.

    private String claim(Operation.Claim claim) {
        ModelContainer.Search search = container(claim.container()).search(claim.selection(), null, true);
        if (!search.success() || search.found().isEmpty()) {
            return search.locked() ? "locked" : "empty";
        }
        ModelClaim held = new ModelClaim(++ids, search.found(), now + claim.leaseMillis(), ++timersSet);
        String words = ModelEntry.words(search.found());
        for (ModelEntry entry : search.found()) {
            entry.holder = held;
            changed.add(entry.container);
        }
        claims.put(held.token(), held);
        return "claimed #" + held.token() + " " + words;
    }

    private String complete(Operation.Complete complete) {
        ModelClaim held = claims.remove(complete.token());
        if (held == null) {
            return "CLAIM_LOST";
        }
        held.entries().forEach(this::remove);
        return "written";
    }

    private String release(Operation.Release release) {
        ModelClaim held = claims.remove(release.token());
        if (held == null) {
            return "CLAIM_LOST";
        }
        release(held, release.delayMillis());
        return "done";
    }

    private void release(ModelClaim held, long delay) {
        for (ModelEntry entry : held.entries()) {
            entry.deliveries++;
            if (delay > 0 && !entry.isOver(now)) {
                entry.holder = null;
                entry.delayed = true;
                entry.visibleAt = now + delay;
                entry.timerSet = ++timersSet;
                changed.add(entry.container);
            } else {
                giveBack(entry);
            }
        }
    }

    private void giveBack(ModelEntry entry) {
        entry.holder = null;
        entry.timerSet = ++timersSet;
        changed.add(entry.container);
        if (entry.isOver(now)) {
            remove(entry);
        }
    }

    // Transactions.

    private String end(long session, long id, boolean commit) {
        ModelTransaction own = transactions.get(id);
        if (own == null || own.session != session) {
            return "UNKNOWN_TRANSACTION";
        }
        end(own, commit);
        return "done";
    }

    private void end(ModelTransaction own, boolean commit) {
        transactions.remove(own.id);
        for (ModelContainer container : containers.values()) {
            for (ModelEntry entry : container.entries) {
                if (entry.readers.remove(own)) {
                    changed.add(container);
                }
            }
        }
        own.pending.forEach(entry -> changed.add(entry.container));
        if (commit) {
            commit(own);
        } else {
            List<ModelEntry> held = new ArrayList<>(own.held);
            held.forEach(this::giveBack);
        }
        List<ModelWaiter> within = new ArrayList<>(waiting);
        within.removeIf(waiter -> waiter.request.transaction() != own.id);
        for (ModelWaiter waiter : within) {
            remove(waiter);
            answers.add(waiter.number + ": UNKNOWN_TRANSACTION");
        }
    }

    private void commit(ModelTransaction own) {
        for (ModelEntry entry : own.held) {
            if (!own.isReplacing(entry)) {
                remove(entry);
            }
        }
        for (ModelContainer container : own.firstWritten) {
            for (ModelEntry entry : own.pending) {
                if (entry.container == container) {
                    if (entry.replaces == null) {
                        publish(entry);
                    } else {
                        replaceForAll(entry.replaces, entry);
                    }
                }
            }
        }
    }

    // Time and waiters.

    private @Nullable ModelWaiter retried;

    private void settle() {
        while (!changed.isEmpty()) {
            ModelContainer container = containers.values().stream()
                    .filter(changed::contains)
                    .findFirst()
                    .orElseThrow();
            do {
                changed.remove(container);
            } while (serveFirstMatch(container));
            List<ModelWaiter> forRoom = new ArrayList<>(waiting);
            forRoom.removeIf(waiter -> !waiter.waitsForRoom(container));
            for (ModelWaiter waiter : forRoom) {
                if (waiting.contains(waiter)) {
                    retry(waiter, false);
                }
            }
        }
    }

    /// Serves the one who has waited longest of those who wait for a match there and can be served.
    private boolean serveFirstMatch(ModelContainer container) {
        for (ModelWaiter waiter : List.copyOf(waiting)) {
            if (waiter.waitsForMatch(container)) {
                retry(waiter, false);
                if (!waiting.contains(waiter)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void retry(ModelWaiter waiter, boolean last) {
        retried = waiter;
        String answer = attempt(waiter.session, waiter.request);
        retried = null;
        if (last || !Patience.waits(answer, Patience.of(waiter.request.operation()))) {
            remove(waiter);
            answers.add(waiter.number + ": " + answer);
        } else {
            boolean forRoom = answer.equals("timed out");
            if (waiter.forRoom && !forRoom) {
                markRoom(waiter);
            }
            waiter.forRoom = forRoom;
        }
    }

    private void remove(ModelWaiter waiter) {
        waiting.remove(waiter);
        markRoom(waiter);
    }

    /// Whoever waits for room behind `waiter` may be served now.
    private void markRoom(ModelWaiter waiter) {
        for (ModelContainer container : containers.values()) {
            if (waiter.waitsForRoom(container)) {
                changed.add(container);
            }
        }
    }

    private void advance(long time) {
        for (ModelTimer next = nextTimer(); next.due() <= time; next = nextTimer()) {
            now = Math.max(now, next.due());
            next.event().run();
            settle();
        }
        now = Math.max(now, time);
    }

    /// Returns what is due next; of several due at once, the one whose moment was set first.
    private ModelTimer nextTimer() {
        ModelTimer next = ModelTimer.NEVER;
        for (ModelWaiter waiter : waiting) {
            if (waiter.deadline != 0) {
                next = next.orEarlier(waiter.deadline, waiter.timerSet, () -> retry(waiter, true));
            }
        }
        for (ModelTransaction transaction : transactions.values()) {
            next = next.orEarlier(transaction.deadline, transaction.timerSet, () -> end(transaction, false));
        }
        for (ModelClaim claim : claims.values()) {
            next = next.orEarlier(claim.leaseEnd(), claim.timerSet(), () -> {
                claims.remove(claim.token());
                release(claim, 0);
            });
        }
        for (ModelContainer container : containers.values()) {
            for (ModelEntry entry : container.entries) {
                next = next.orEarlier(entry.due(), entry.timerSet, () -> fire(entry));
            }
        }
        return next;
    }

    private void fire(ModelEntry entry) {
        if (entry.isOver(now)) {
            remove(entry);
        } else {
            entry.delayed = false;
            entry.timerSet = ++timersSet;
            if (entry.position == 0) {
                entry.position = ++positions;
            }
            changed.add(entry.container);
        }
    }
}
