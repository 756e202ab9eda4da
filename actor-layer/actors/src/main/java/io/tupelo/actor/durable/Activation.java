package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.Observed;
import io.tupelo.actor.Signal;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.space.BatchOutcome;
import io.tupelo.tuple.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An actor while it is in memory: reads what the space has of it, and then handles one message after the other. It doesn't wait until a
/// step is safe; what it has answered and sent does.
final class Activation<M, S extends Record> implements Observed<Delivery> {
    private static final String STOPPED = "its handler was stopped";

    private final ActorType<M, S> type;
    private final Shard shard;
    private final String address;
    private final Hosting hosting;
    private final Messages<M> messages;
    /// What comes before the state is read, and while a message that has failed waits to be tried again.
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    /// Questions that follow mail which hasn't come yet.
    private final List<Question> early = new ArrayList<>();
    private final Map<String, Reminder> reminders = new HashMap<>();
    /// What the timers that run bring.
    private final Map<Object, M> timers = new HashMap<>();
    private @Nullable DurableActor<M, S> actor;
    private @Nullable Keeping<S> keeping;
    private @Nullable S state;
    private @Nullable Receipt seen;
    /// How many steps are not safe yet.
    private int uncommitted;
    private int failures;
    /// So many of those that wait were read with the state; other events up to then tell of the same.
    private int loadedMail;
    /// Whether mail may be left when this ends.
    private boolean hasMail;
    private boolean resting;
    private boolean isGone;
    private boolean leaving;
    private volatile boolean lost;
    /// What it is at just now; null for nothing.
    private volatile @Nullable HandlerCall call;

    private volatile @Nullable ActorRef<Delivery> self;
    private @Nullable Context<Delivery> context;

    Activation(ActorType<M, S> type, Shard shard, String address, Hosting hosting) {
        this.type = type;
        this.shard = shard;
        this.address = address;
        this.hosting = hosting;
        this.messages = Messages.of(type.messages());
    }

    String address() {
        return address;
    }

    Shard shard() {
        return shard;
    }

    String key() {
        return type.keyOf(address);
    }

    DurableActor<M, S> actor() {
        return Objects.requireNonNull(actor, "an activation that hasn't read its state");
    }

    // ---- for the committer ----

    boolean isLost() {
        return lost || shard.isLost();
    }

    void markLost() {
        lost = true;
    }

    void tellLost(String why) {
        tellSelf(new Delivery.Lost(why));
    }

    void tellSelf(Delivery delivery) {
        Objects.requireNonNull(self, "an activation that hasn't begun").tell(delivery);
    }

    // ---- for who looks from outside ----

    @Override
    public String observedName() {
        return address;
    }

    @Override
    public @Nullable Object observedCall() {
        return call;
    }

    @Override
    public String observedMessage() {
        HandlerCall at = call;
        return at == null ? "what the space tells it" : at.what();
    }

    /// Returns how many messages it has read and not handled, about; for any thread.
    int waitingSeen() {
        return waiting.size();
    }

    @Override
    public void leave() {
        tellSelf(new Delivery.Leave(false));
    }

    @Override
    public void drop() {
        HandlerCall at = call;
        if (at != null) {
            at.drop();
        }
    }

    @Override
    public @Nullable Behavior<Delivery> giveUp(Object called) {
        if (!(called instanceof HandlerCall at) || !at.giveUp()) {
            return null;
        }
        String why = "its handler did not come back from " + at.what() + ", and was given up";
        lost = true;
        isGone = true;
        Long mail = at.mail();
        if (mail != null && at.isDropped()) {
            shard.refuse(address, mail, STOPPED);
        }
        hosting.failed(address, why);
        Question open = at.question();
        if (open != null) {
            open.answer.completeExceptionally(Asks.failed(address, why));
        }
        List<Delivery> left = new ArrayList<>(waiting);
        early.forEach(question -> left.add(new Delivery.Asked(question)));
        return new Leftovers(address, shard, this, left, uncommitted).begin();
    }

    /// Calls the actor's own code.
    private <T> T call(HandlerCall made, Callable<T> code) throws Exception {
        call = made;
        T result;
        try {
            result = made.run(code);
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            call = null;
            throw failed;
        }
        call = null;
        return result;
    }

    // ---- its life ----

    Behavior<Delivery> begin(Context<Delivery> mine) {
        context = mine;
        self = mine.self();
        mine.receiveTimeout(type.idle());
        var _ = hosting.space()
                .batch()
                .read(Names.STATE, Coordinators.key(address).available())
                .read(Names.REMINDERS, label(address).available())
                .read(Names.MAIL, label(address).available())
                .runAsync()
                .whenComplete((outcome, failure) -> tellSelf(new Delivery.Read(
                        outcome instanceof BatchOutcome.Applied applied ? applied : null, failure)));
        return this;
    }

    @Override
    public Behavior<Delivery> receive(Context<Delivery> context, Delivery delivery) {
        switch (delivery) {
            case Delivery.Read(var read, var failure) -> {
                return read(read, failure);
            }
            case Delivery.Replay(var read, var kept, var events) -> {
                return loaded(read, kept, events);
            }
            case Delivery.Committed() -> {
                uncommitted--;
                return leaving ? passivate() : this;
            }
            case Delivery.Lost(String why) -> {
                return fail(why);
            }
            case Delivery.Leave(boolean comesBack) -> {
                leaving = true;
                hasMail |= comesBack;
                return passivate();
            }
            case Delivery.Gone() -> {
                return Behavior.stop();
            }
            case Delivery.TryAgain() -> {
                resting = false;
                handleWaiting();
            }
            case Delivery.Mailed _, Delivery.Asked _, Delivery.Timed _ -> {
                hasMail |= state == null && delivery instanceof Delivery.Mailed;
                waiting.add(delivery);
                handleWaiting();
            }
        }
        return this;
    }

    @Override
    public Behavior<Delivery> signal(Context<Delivery> context, Signal signal) {
        if (signal instanceof Signal.Idle && state != null && uncommitted == 0 && waiting.isEmpty() && early.isEmpty()) {
            leaving = true;
            return passivate();
        }
        if (signal instanceof Signal.Timeout(Object name)) {
            M message = Objects.requireNonNull(timers.remove(name), "a timer that wasn't started");
            waiting.add(new Delivery.Timed(message));
            handleWaiting();
        }
        return this;
    }

    private Behavior<Delivery> read(BatchOutcome.@Nullable Applied read, @Nullable Throwable failure) {
        if (read == null) {
            return fail("it could not be read: " + failure);
        }
        Tuple kept = read.outcome(0).tuple().orElse(null);
        String events;
        try {
            actor = call(new HandlerCall("its making", null, null), () -> type.actors().get());
            keeping = type.keeping(actor, address);
            events = keeping.eventsAfter(kept);
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            hasMail |= !read.outcome(2).entries().isEmpty();
            return fail("it can't be made: " + failed);
        }
        if (events == null) {
            return loaded(read, kept, List.of());
        }
        // Nobody else adds to them: what is read later is what it was then.
        var _ = hosting.space()
                .container(Names.EVENTS)
                .readAsync(label(events).available())
                .whenComplete((found, failed) -> tellSelf(
                        found == null
                                ? new Delivery.Read(null, failed)
                                : new Delivery.Replay(read, kept, found.tuples())));
        return this;
    }

    private Behavior<Delivery> loaded(BatchOutcome.Applied read, @Nullable Tuple kept, List<Tuple> events) {
        if (isGone) {
            return this;
        }
        try {
            for (Entry entry : read.outcome(1).entries()) {
                Reminder reminder = Reminder.of(entry.tuple());
                reminders.put(reminder.name(), reminder);
            }
            S found = Objects.requireNonNull(keeping).load(kept, events);
            call(new HandlerCall("its activation", null, null), () -> {
                actor().activated(key(), found);
                return found;
            });
            state = found;
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable undecodable) {
            hasMail |= !read.outcome(2).entries().isEmpty();
            return fail("its state can't be used: " + undecodable);
        }
        seen = read.receipt();
        for (Entry entry : read.outcome(2).entries().reversed()) {
            waiting.addFirst(new Delivery.Mailed(entry, read.receipt()));
        }
        hasMail = false;
        loadedMail = read.outcome(2).entries().size();
        handleWaiting();
        return this;
    }

    /// Leaves the memory, once all is safe.
    private Behavior<Delivery> passivate() {
        if (uncommitted > 0 || isGone) {
            return this;
        }
        isGone = true;
        if (state != null) {
            passivated(state);
        }
        shard.remove(address, this);
        if (hasMail) {
            shard.wake(address);
        }
        passOn();
        tellSelf(new Delivery.Gone());
        return this;
    }

    private void passivated(S last) {
        try {
            call(new HandlerCall("its passivation", null, null), () -> {
                actor().passivated(key(), last);
                return last;
            });
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            hosting.failed(address, "it was passivated, and could not deal with that: " + failed);
        }
    }

    /// Leaves the memory with what is not safe; mail is handled by the successor.
    private Behavior<Delivery> fail(String why) {
        if (isGone) {
            return this;
        }
        hasMail |= state != null;
        isGone = true;
        lost = true;
        hosting.failed(address, why);
        shard.removeFailed(address, this, hasMail);
        waiting.forEach(delivery -> {
            if (delivery instanceof Delivery.Asked(Question question)) {
                refuse(question, why);
            }
        });
        waiting.clear();
        early.forEach(question -> refuse(question, why));
        tellSelf(new Delivery.Gone());
        return this;
    }

    private void refuse(Question question, String why) {
        if (question.take()) {
            question.answer.completeExceptionally(Asks.failed(address, why));
        }
    }

    /// What still came is for the successor; mail it reads by itself.
    private void passOn() {
        while (!waiting.isEmpty()) {
            Delivery delivery = waiting.removeFirst();
            if (delivery instanceof Delivery.Mailed) {
                shard.wake(address);
            } else if (delivery instanceof Delivery.Asked(Question question) && !shard.deliver(address, delivery)) {
                question.pass();
            }
        }
        early.forEach(Question::pass);
        early.clear();
    }

    // ---- messages ----

    private void handleWaiting() {
        if (isGone) {
            passOn();
            return;
        }
        while (state != null && !resting && !leaving && !waiting.isEmpty()) {
            Delivery next = waiting.removeFirst();
            if (next instanceof Delivery.Mailed mailed) {
                mail(mailed);
            } else if (next instanceof Delivery.Asked(Question question)) {
                ask(question);
            } else if (next instanceof Delivery.Timed(Object message)) {
                timed(type.messages().cast(message));
            }
        }
    }

    private void mail(Delivery.Mailed mailed) {
        Receipt known = Objects.requireNonNull(seen);
        if (loadedMail > 0) {
            loadedMail--;
        } else if (mailed.receipt().compareTo(known) <= 0) {
            return;
        } else {
            seen = mailed.receipt();
        }
        Tuple tuple = mailed.entry().tuple();
        Reminder ticks = tuple.size() > 3 ? reminders.get(tuple.string(3)) : null;
        StepResult<M, S> step = new StepResult<>(this, shard, type, reminders, hosting);
        boolean done;
        if (tuple.size() > 3 && (ticks == null || !ticks.generation().equals(tuple.string(4)))) {
            done = true;
        } else {
            if (ticks != null) {
                step.ticked(ticks);
            }
            String refused = shard.takeRefusal(address, mailed.entry().id());
            done = refused != null ? giveUp(step, tuple, refused) : attempt(step, mailed, tuple.typed(1, Tuple.class), tuple.get(2) instanceof String to ? to : null);
        }
        if (done) {
            commit(step, mailed.entry().id(), () -> {}, _ -> {});
            handleEarly();
        }
    }

    private boolean giveUp(StepResult<M, S> step, Tuple mail, String why) {
        hosting.failed(address, "a message went to " + Names.DEAD + ": " + why);
        step.died(mail.typed(1, Tuple.class), why, mail.get(2) instanceof String to ? to : null);
        return true;
    }

    /// Handles a message of the mail; says whether that is done with. If not, it is tried again later.
    private boolean attempt(StepResult<M, S> step, Delivery.Mailed mailed, Tuple message, @Nullable String replyTo) {
        HandlerCall made = new HandlerCall(String.valueOf(message.get(0)), null, mailed.entry().id());
        try {
            M decoded = messages.decode(message);
            step.asked(Messages.replyType(decoded), replyTo);
            String refused = call(made, () -> handle(step, decoded));
            if (refused != null) {
                step.refused(message, refused, replyTo);
            }
            failures = 0;
            return true;
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            failures++;
            step.reset();
            if (made.isDropped()) {
                failures = 0;
                return giveUp(step, mailed.entry().tuple(), STOPPED);
            }
            if (failures <= type.retries().most()) {
                resting = true;
                // It is read as if it was known already.
                loadedMail++;
                waiting.addFirst(mailed);
                hosting.later(type.retries().before(failures), () -> tellSelf(new Delivery.TryAgain()));
                return false;
            }
            failures = 0;
            return giveUp(step, mailed.entry().tuple(), String.valueOf(failed));
        }
    }

    /// Returns why the message was refused, or null.
    private @Nullable String handle(StepResult<M, S> step, M message) throws Exception {
        S before = Objects.requireNonNull(state);
        if (type.facets().isEmpty()) {
            step.next(actor().receive(step, before, message));
            return null;
        }
        boolean[] done = {false};
        String refused = type.facets().around(step, message, () -> {
            step.next(actor().receive(step, before, message));
            done[0] = true;
        });
        if (!done[0]) {
            step.reset();
        }
        return refused;
    }

    private void ask(Question question) {
        if (!question.mayFollow(Objects.requireNonNull(seen))) {
            early.add(question);
            return;
        }
        if (!question.take()) {
            return;
        }
        StepResult<M, S> step = new StepResult<>(this, shard, type, reminders, hosting);
        try {
            M message = question.message instanceof Tuple tuple ? messages.decode(tuple) : type.messages().cast(question.message);
            step.asked(Messages.replyType(message), null);
            String refused = call(new HandlerCall(message.getClass().getSimpleName(), question, null), () -> handle(step, message));
            if (refused != null) {
                question.answer.completeExceptionally(Asks.failed(address, refused));
                return;
            }
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            step.reset();
            question.answer.completeExceptionally(Asks.failed(address, "its step failed: " + failed));
            return;
        }
        Object answer = step.answer();
        commit(
                step,
                null,
                () -> {
                    if (answer == null) {
                        question.answer.completeExceptionally(Asks.failed(address, "the step did not reply"));
                    } else {
                        question.answer.complete(answer);
                    }
                },
                why -> {
                    if (why == null) {
                        question.passOn();
                    } else {
                        question.answer.completeExceptionally(Asks.failed(address, why));
                    }
                });
    }

    /// Handles the message of a timer, which comes once, whatever becomes of it.
    private void timed(M message) {
        StepResult<M, S> step = new StepResult<>(this, shard, type, reminders, hosting);
        try {
            step.asked(Messages.replyType(message), null);
            String refused =
                    call(new HandlerCall(message.getClass().getSimpleName() + " of a timer", null, null), () -> handle(step, message));
            if (refused != null) {
                hosting.failed(address, "the message of a timer was refused: " + refused);
                return;
            }
        } catch (HandlerCall.GivenUpException gone) {
            throw gone;
        } catch (Throwable failed) {
            hosting.failed(address, "the step of a timer failed: " + failed);
            return;
        }
        commit(step, null, () -> {}, _ -> {});
    }

    private void handleEarly() {
        if (!early.isEmpty()) {
            List<Question> all = List.copyOf(early);
            early.clear();
            all.forEach(this::ask);
        }
    }

    private void commit(StepResult<M, S> step, @Nullable Long mail, Runnable then, Consumer<@Nullable String> otherwise) {
        S before = Objects.requireNonNull(state);
        S after = step.state(before);
        List<Operation> writes = step.takeEffect();
        step.timers().forEach(this::setTimer);
        Operation write = Objects.requireNonNull(keeping).keep(before, after, step.forgets(), step.events(), writes);
        state = after;
        uncommitted++;
        shard.committer().add(new Commit(this, mail, write, writes, () -> {
            then.run();
            tellSelf(new Delivery.Committed());
        }, otherwise));
    }

    private void setTimer(String name, StepResult.@Nullable Timer<M> timer) {
        Context<Delivery> mine = Objects.requireNonNull(context);
        if (timer == null) {
            timers.remove(name);
            mine.cancelTimer(name);
        } else {
            timers.put(name, timer.message());
            mine.startTimer(name, timer.after());
        }
    }
}
