package io.tupelo.actor;

import io.tupelo.actor.dispatch.RunningTurns;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One actor: its mailbox, what it does, and whether it is its turn. What few actors have is in its [Bonds].
///
/// One that is supervised and has ended is *down*: its messages wait until its supervisor restarts it, or buries it.
final class Cell<M> extends Doing<M> implements ActorRef<M>, Context<M> {
    private final ActorHost host;
    final ActorSpec<M> spec;
    private final long id;
    private final @Nullable Inbox inbox;

    /// One that hasn't begun.
    Cell(ActorHost host, ActorSpec<M> spec, long id, @Nullable Cell<?> parent, @Nullable Child place) {
        super(parent, place);
        this.host = host;
        this.spec = spec;
        this.id = id;
        this.inbox = spec.isPlain() ? null : new Inbox(spec);
    }

    // ---- from anywhere ----

    @Override
    public void tell(M message) {
        addAndExecute(put(new Node(message)));
    }

    @Override
    public void question(M message, Reply<?> reply) {
        addAndExecute(put(new Question(message, reply)));
    }

    @Override
    public <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        ReplySlot<R> slot = new ReplySlot<>();
        Node node = put(new Question(question.apply(slot), slot));
        if (spec.blocking() || isWorking()) {
            addAndExecute(node);
        } else {
            addAndRun(node);
        }
        return slot.awaitSoon(timeout);
    }

    /// Puts a message where it waits, if that isn't the queue; returns what goes to the queue.
    private Node put(Node node) {
        if (inbox == null) {
            return node;
        }
        Node dropped = inbox.add(node, toString(), !isWorking() && !isWaitingTurn());
        if (dropped != null) {
            refuse(dropped, new ExitReason.Because("mailbox full"));
        }
        return wakeUp();
    }

    @Override
    public String name() {
        String name = spec.name();
        return name != null ? name : Long.toString(id);
    }

    // ---- its turn ----

    /// Begins, on the thread of who has made it.
    ///
    /// @param begun is told that it has, or why it couldn't: now, or later by another thread
    void begin(Consumer<@Nullable ExitReason> begun) {
        setUp(begun);
        endTurn();
    }

    /// Begins anew, if it is down. Its supervisor is told when it has, or why it couldn't; at once if it runs, for who runs may have
    /// sent its supervisor an exit.
    void restart() {
        Cell<?> by = parent;
        if (by == null) {
            return;
        }
        if (isDown()) {
            setUp(failure -> by.signal(new SystemSignal.Began(this, failure)));
        } else {
            by.signal(new SystemSignal.Began(this, null));
        }
    }

    private void setUp(Consumer<@Nullable ExitReason> begun) {
        Node turn = first();
        Behavior<M> first;
        try {
            first = spec.setup().start(this);
        } catch (Throwable failed) {
            first = Behavior.stop(new ExitReason.Failed(failed));
        }
        if (!isMine(turn)) {
            return;
        }
        if (first instanceof Stop<M>(ExitReason reason)) {
            end(reason, first);
            begun.accept(reason);
            return;
        }
        behavior = first;
        bound = parent != null;
        if (bonds != null && bonds.later) {
            bonds.begun = begun;
        } else {
            begun.accept(null);
        }
    }

    /// In its setup: that it has begun will be told later, by [#hasBegun].
    void beginsLater() {
        bonds().later = true;
    }

    /// Tells whoever has started it that it has begun, or why it couldn't.
    void hasBegun(@Nullable ExitReason failure) {
        bonds().hasBegun(failure);
    }

    @Override
    void execute() {
        host.dispatcher().execute(spec.blocking() ? this::runBlocking : this, spec.blocking());
    }

    @Override
    RunningTurns running() {
        return host.runningTurns();
    }

    @Override
    void handle(Node node) {
        if (isDown()) {
            if (isMessage(node) || inbox != null) {
                bonds().keep(node);
            }
        } else if (isMessage(node)) {
            receive(node);
        } else if (inbox != null) {
            handleApart(inbox.poll());
        }
    }

    @Override
    boolean hasKept() {
        return bonds != null && bonds.hasKept() && !isDown();
    }

    @Override
    void handleKept() {
        handleApart(bonds().nextKept());
    }

    @Override
    public boolean isMessageWaiting() {
        boolean others = inbox == null ? lastWaiting() != null : !inbox.isEmpty();
        return others || hasKept();
    }

    @Override
    void happen(SystemSignal signal) {
        signal.happen(this);
    }

    @SuppressWarnings("unchecked") // tell accepts nothing else
    private void receive(Node node) {
        Behavior<M> does = behavior;
        if (does == null) {
            refuse(node, buried == null || bonds == null ? ExitReason.NO_PROCESS : bonds.reasonFor(node, buried));
            return;
        }
        if (node instanceof Question question && !question.reply().isOpen()) {
            return;
        }
        handling = true;
        if (bonds != null && bonds.timers != null) {
            bonds.timers.messageComes();
        }
        Node turn = first();
        Behavior<M> next;
        try {
            next = does.receive(this, (M) node.message);
        } catch (Throwable failed) {
            next = Behavior.stop(new ExitReason.Failed(failed));
        }
        if (!isMine(turn)) {
            return;
        }
        become(next);
        if (handling && node instanceof Question question && question.reply().isOpen()) {
            bonds().owe(question.reply());
        }
        handling = false;
    }

    private void refuse(Node node, ExitReason reason) {
        if (node instanceof Question question) {
            question.reply().fail(reason);
        } else if (isMessage(node)) {
            host.deadLetter(this, node.message, reason);
        }
    }

    @SuppressWarnings("ReferenceEquality") // most stay what they are
    private void become(Behavior<M> next) {
        if (next instanceof Stop<M>(ExitReason reason)) {
            die(reason);
        } else if (behavior != null && behavior != next) {
            behavior = next;
        }
    }

    /// Its facets change, between two messages.
    void reshape(UnaryOperator<Facets<M>> change) {
        if (behavior != null) {
            behavior = Faceted.reshaped(behavior, change);
        }
    }

    private void tellSignal(Signal signal) {
        Behavior<M> does = behavior;
        if (does == null) {
            return;
        }
        Node turn = first();
        Behavior<M> next;
        try {
            next = does.signal(this, signal);
        } catch (Throwable failed) {
            next = Behavior.stop(new ExitReason.Failed(failed));
        }
        if (isMine(turn)) {
            become(next);
        }
    }

    // ---- its end ----

    /// Ends it, on its own account.
    private void die(ExitReason reason) {
        die(reason, Behavior::terminate);
    }

    /// Ends it at once.
    void kill() {
        die(ExitReason.KILLED, (_, _, _) -> {});
    }

    private interface LastCall<M> {
        void call(Behavior<M> behavior, Context<M> context, ExitReason reason) throws Exception;
    }

    private void die(ExitReason reason, LastCall<M> lastCall) {
        Behavior<M> does = behavior;
        if (does == null) {
            return;
        }
        behavior = null;
        Node turn = first();
        ExitReason why = reason;
        try {
            lastCall.call(does, this, reason);
        } catch (Throwable failed) {
            why = new ExitReason.Failed(failed);
        }
        if (!isMine(turn)) {
            return;
        }
        if (current() instanceof Question question) {
            question.reply().fail(why);
        }
        end(why, does);
    }

    /// Names are given up before anybody is told, so that who is told can use them.
    private void end(ExitReason reason, Behavior<M> last) {
        if (place == null || buried != null) {
            bury(reason);
        }
        if (Faceted.within(last) instanceof Supervisor supervisor) {
            supervisor.abandon(reason);
            host.supervisesNoMore(this);
        }
        if (bound && parent != null) {
            bound = false;
            parent.signal(new SystemSignal.Exit(this, reason, true));
        }
        Bonds had = bonds;
        bonds = null;
        if (had != null) {
            bonds = had.ofTheDead();
            had.tellAll(this, reason);
            had.leftover().forEach(node -> refuse(node, reason));
        }
    }

    /// It won't begin again, and if it runs still, then not once it has ended: what waits, and what comes, goes to the dead letters.
    void bury(ExitReason reason) {
        buried = reason;
        if (behavior != null) {
            return;
        }
        host.release(this);
        while (bonds != null && bonds.hasKept()) {
            refuse(bonds.nextKept(), reason);
        }
        if (inbox != null) {
            inbox.drain(node -> refuse(node, reason));
        }
        Node last = lastWaiting();
        if (last != null) {
            // It is told the reason when its turn comes; what comes after it only that there is nobody.
            bonds().lastToKnow = last;
        }
    }

    /// Is to end: a supervisor once its children have; one that is observed has been asked to.
    @SuppressWarnings("unchecked") // what it becomes gets the same messages
    void stop(ExitReason reason, Runnable ended) {
        if (behavior == null) {
            ended.run();
            return;
        }
        bonds().stoppers.add(ended);
        if (behavior instanceof Supervisor supervisor) {
            become((Behavior<M>) supervisor.stop(reason));
        } else if (observed() == null) {
            die(reason, Behavior::exited);
        }
    }

    /// Ends without the thread that it ran on, or goes on as what it leaves; in the turn that was taken from that.
    ///
    /// @param at what that thread is at
    /// @param left what goes on; null for nothing
    @SuppressWarnings("unchecked") // what it leaves gets the same messages
    void giveUp(Node at, @Nullable Behavior<?> left) {
        Behavior<M> was = behavior;
        Node message = abandon(at);
        if (left != null) {
            behavior = (Behavior<M>) left;
        } else if (buried == null) {
            if (message != null) {
                refuse(message, ExitReason.KILLED);
            }
            behavior = null;
            if (was == null && place != null && parent != null) {
                // It may have been about to begin anew.
                parent.signal(new SystemSignal.Began(this, ExitReason.KILLED));
            }
            end(ExitReason.KILLED, was == null ? Behavior.stop() : was);
        }
    }

    // ---- signals that have come ----

    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    void exited(Cell<?> from, ExitReason reason, boolean byLink) {
        Behavior<M> does = behavior;
        if (does == null || (byLink && !isLinked(from))) {
            return;
        }
        if (byLink) {
            removeLink(from);
        }
        if (bonds != null && bonds.trapping) {
            tellSignal(new Signal.Exit(from, reason));
        } else if (!(reason instanceof ExitReason.Normal) || from == this) {
            die(reason, Behavior::exited);
        }
    }

    void childBegan(Cell<?> child, @Nullable ExitReason failure) {
        tellSignal(new Signal.Began(child, failure));
    }

    void linkedBy(Cell<?> other, boolean on) {
        if (behavior == null) {
            if (on) {
                other.signal(new SystemSignal.Exit(this, ExitReason.NO_PROCESS, true));
            }
        } else if (on) {
            addLink(other);
        } else {
            removeLink(other);
        }
    }

    void monitoredBy(Monitor monitor, boolean on) {
        if (behavior == null) {
            if (on) {
                monitor.watcher().signal(new SystemSignal.Down(monitor, ExitReason.NO_PROCESS));
            }
        } else if (on) {
            bonds().monitors.add(monitor);
        } else {
            bonds().monitors.remove(monitor);
        }
    }

    void down(Monitor monitor, ExitReason reason) {
        if (bonds != null && bonds.monitoring.remove(monitor)) {
            tellSignal(new Signal.Down(monitor, monitor.watched(), reason));
        }
    }

    @SuppressWarnings("ReferenceEquality") // nobody else has these timers
    void timedOut(Timers of, Object key, long generation) {
        Signal due = bonds == null || bonds.timers != of ? null : of.end(key, generation);
        if (due != null) {
            tellSignal(due);
        }
    }

    // ---- what it can do in its turn ----

    @Override
    public ActorRef<M> self() {
        return this;
    }

    @Override
    public ActorHost host() {
        return host;
    }

    @Override
    public <N> ActorRef<N> spawnLink(ActorSpec<N> child) {
        Bonds mine = bonds();
        Cell<N> made = host.make(child, this, null);
        host.begin(made);
        mine.link(made);
        return made;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    public void link(ActorRef<?> other) {
        Cell<?> to = cell(other);
        if (to != this && addLink(to)) {
            to.signal(new SystemSignal.Linked(this, true));
        }
    }

    @Override
    public void unlink(ActorRef<?> other) {
        Cell<?> from = cell(other);
        if (removeLink(from)) {
            from.signal(new SystemSignal.Linked(this, false));
        }
    }

    @Override
    public Monitor monitor(ActorRef<?> other) {
        Monitor monitor = new Monitor(this, cell(other));
        bonds().monitoring.add(monitor);
        monitor.watched().signal(new SystemSignal.Monitored(monitor, true));
        return monitor;
    }

    @Override
    public void demonitor(Monitor monitor) {
        if (bonds().monitoring.remove(monitor)) {
            monitor.watched().signal(new SystemSignal.Monitored(monitor, false));
        }
    }

    @Override
    public void exit(ActorRef<?> other, ExitReason reason) {
        cell(other).signal(new SystemSignal.Exit(this, reason, false));
    }

    @Override
    public void kill(ActorRef<?> other) {
        cell(other).signal(new SystemSignal.Kill());
    }

    @Override
    public void trapExits(boolean trapping) {
        bonds().trapping = trapping;
    }

    @Override
    public String actor() {
        return name();
    }

    @Override
    public long nanos() {
        return host.dispatcher().nanos();
    }

    /// Returns the present message, which this turn is done with.
    private @Nullable Node letGo() {
        checkTurn();
        Node node = current();
        handling = false;
        return node;
    }

    @Override
    public void refuse(ExitReason why) {
        Node node = letGo();
        if (node != null) {
            refuse(node, why);
        }
    }

    @Override
    public void forward(ActorRef<? super M> other) {
        Node node = letGo();
        if (node != null) {
            node.sendTo(other);
        }
    }

    @Override
    public void stash() {
        Node node = letGo();
        if (node != null) {
            bonds().stash(node);
        }
    }

    @Override
    public void unstashAll() {
        bonds().unstashAll();
    }

    @Override
    public void handleFirst(M message) {
        bonds().first(new Node(message));
    }

    @Override
    public void startTimer(Object key, Duration after) {
        bonds().timers(this).start(key, after);
    }

    @Override
    public void receiveTimeout(@Nullable Duration after) {
        bonds().timers(this).idleAfter(after);
    }

    @Override
    public void cancelTimer(Object key) {
        bonds().timers(this).cancel(key);
    }

    @Override
    public String toString() {
        return "actor " + name();
    }
}
