package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gathers what a step does beside changing the state.
final class StepResult<M, S extends Record> implements StepContext<M> {
    /// A batch has room for 10,000 operations.
    private static final int WRITES_MAX = 9_000;

    private final Activation<M, S> activation;
    private final Shard shard;
    private final ActorType<M, S> type;
    private final Map<String, Reminder> reminders;
    private final Hosting hosting;
    private final List<Operation> writes = new ArrayList<>();
    /// What becomes of reminders; null for one that is cancelled.
    private final Map<String, @Nullable Reminder> changed = new HashMap<>();
    private final List<Tuple> events = new ArrayList<>();
    /// What becomes of timers; null for one that is cancelled.
    private final Map<String, @Nullable Timer<M>> timers = new HashMap<>();
    private Class<?> replyType = Void.class;
    private @Nullable String replyTo;
    private @Nullable Object answer;
    private @Nullable S next;
    private boolean forgets;
    private @Nullable Reminder tick;

    /// A timer that is started.
    record Timer<M>(Duration after, M message) {}

    StepResult(Activation<M, S> activation, Shard shard, ActorType<M, S> type, Map<String, Reminder> reminders, Hosting hosting) {
        this.activation = activation;
        this.shard = shard;
        this.type = type;
        this.reminders = reminders;
        this.hosting = hosting;
    }

    void asked(Class<?> expected, @Nullable String where) {
        replyType = expected;
        replyTo = where;
    }

    void next(S state) {
        next = Objects.requireNonNull(state, "the state after a step");
    }

    /// The message is that of a reminder, which was due.
    void ticked(Reminder reminder) {
        tick = reminder;
        if (reminder.periodMillis() > 0) {
            set(reminder.name(), Duration.ofMillis(reminder.periodMillis()), reminder.periodMillis(), reminder.message());
        } else {
            cancelReminder(reminder.name());
        }
    }

    /// Nothing of the step has happened, but that the message came.
    void reset() {
        writes.clear();
        changed.clear();
        events.clear();
        timers.clear();
        answer = null;
        next = null;
        forgets = false;
        if (tick != null) {
            ticked(tick);
        }
    }

    /// The message is given up, after it has failed.
    void died(Tuple message, String error, @Nullable String asker) {
        writes.add(Names.write(Names.DEAD, Draft.of(Tuple.tuple(activation.address(), message, error))));
        if (asker != null) {
            writes.add(Names.reply(asker, "failed", error));
        }
    }

    /// The message was refused; nothing is changed by it.
    void refused(Tuple message, String why, @Nullable String asker) {
        reset();
        if (asker == null) {
            died(message, why, null);
        } else {
            writes.add(Names.reply(asker, "failed", why));
        }
    }

    /// An event of the step.
    void happened(Tuple event) {
        events.add(event);
    }

    List<Tuple> events() {
        return events;
    }

    Map<String, @Nullable Timer<M>> timers() {
        return timers;
    }

    S state(S before) {
        if (forgets) {
            return activation.actor().begin(key());
        }
        return next == null ? before : next;
    }

    boolean forgets() {
        return forgets;
    }

    @Nullable Object answer() {
        return answer;
    }

    /// Returns what is to be written, and sets the reminders.
    List<Operation> takeEffect() {
        changed.forEach((name, reminder) -> {
            if (reminder == null) {
                reminders.remove(name);
            } else {
                reminders.put(name, reminder);
            }
        });
        return writes;
    }

    // ---- for the actor ----

    @Override
    public String actor() {
        return activation.address();
    }

    @Override
    public long nanos() {
        return hosting.actors().dispatcher().nanos();
    }

    @Override
    public String key() {
        return activation.key();
    }

    @Override
    public VirtualRef<M> self() {
        return hosting.ref(type, key());
    }

    @Override
    public <N> VirtualRef<N> ref(ActorType<N, ?> other, String key) {
        return hosting.ref(other, key);
    }

    @Override
    public void reply(Object given) {
        if (replyType == Void.class) {
            throw new IllegalArgumentException("nobody has asked " + activation.address());
        }
        if (!replyType.isInstance(given)) {
            throw new IllegalArgumentException("the question asks for " + replyType.getName() + ", not "
                    + given.getClass().getName());
        }
        if (answer == null) {
            Object field = Messages.toField(given);
            answer = given;
            if (replyTo != null) {
                writes.add(Names.reply(replyTo, "reply", field));
            }
        }
    }

    @Override
    public <N> void tell(VirtualRef<N> other, N message) {
        if (writes.size() >= WRITES_MAX) {
            throw new IllegalStateException("a step sends at most " + WRITES_MAX + " messages");
        }
        writes.add(Names.write(Names.MAIL, ((SpaceRef<N>) other).mail(message)));
    }

    @Override
    public void remind(String name, Duration after, M message) {
        set(name, after, 0, Messages.of(type.messages()).encode(message, activation.address()));
    }

    @Override
    public void remindEvery(String name, Duration period, M message) {
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("a reminder comes every millisecond at most, not every " + period);
        }
        set(name, period, period.toMillis(), Messages.of(type.messages()).encode(message, activation.address()));
    }

    private void set(String name, Duration after, long periodMillis, Tuple message) {
        Reminder reminder = new Reminder(name, shard.nextGeneration(), periodMillis, message);
        changed.put(name, reminder);
        String actor = activation.address();
        Draft kept = Draft.of(reminder.toTuple(actor), label(actor));
        writes.add(new Operation.Put(Names.REMINDERS, keyOf(name), kept, -1, Wait.NOW));
        writes.add(Names.write(Names.MAIL, Names.tick(actor, message, name, reminder.generation(), after)));
    }

    @Override
    public void cancelReminder(String name) {
        boolean isSet = changed.containsKey(name) ? changed.get(name) != null : reminders.containsKey(name);
        if (isSet) {
            changed.put(name, null);
            writes.add(new Operation.Get(
                    Pick.DELETE, Names.REMINDERS, Coordinators.key(keyOf(name)).available(), Wait.NOW));
        }
    }

    @Override
    public void startTimer(String name, Duration after, M message) {
        timers.put(name, new Timer<>(after, message));
    }

    @Override
    public void cancelTimer(String name) {
        timers.put(name, null);
    }

    private String keyOf(String name) {
        return activation.address() + '#' + name;
    }

    @Override
    public void forget() {
        forgets = true;
    }
}
