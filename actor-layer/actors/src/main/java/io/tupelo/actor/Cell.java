package io.tupelo.actor;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One actor: its mailbox, what it does, and whether it is its turn. What few actors have is in its [Bonds].
///
/// One that is supervised and has ended is *down*: its messages wait until its supervisor restarts it, or buries it.
final class Cell<M> extends Turns implements ActorRef<M>, Context<M> {
    private final ActorHost host;
    private final ActorSpec<M> spec;
    private final long id;
    /// Who has started it; null if that was no actor.
    private final @Nullable Cell<?> parent;
    /// What that knows of it, if it is its supervisor; null if not.
    private final @Nullable Child place;
    private final @Nullable Inbox inbox;
    /// All that follows is its turn's. Whether its end ends its parent, or is told to it, and the other way round.
    private boolean bound;
    /// No behavior, no actor.
    private @Nullable Behavior<M> behavior;
    private @Nullable Bonds bonds;
    /// Whether it handles a message that wasn't stashed; and that message, unless it is the first in the mailbox. (Most are, and a
    /// reference less is written for each message, which the collector would have to be told of.)
    private boolean handling;
    private @Nullable Node apart;
    /// Why it has ended for good; null while it hasn't.
    private @Nullable ExitReason buried;

    /// One that hasn't begun.
    Cell(ActorHost host, ActorSpec<M> spec, long id, @Nullable Cell<?> parent, @Nullable Child place) {
        this.host = host;
        this.spec = spec;
        this.id = id;
        this.parent = parent;
        this.place = place;
        this.inbox = spec.isPlain() ? null : new Inbox(spec);
    }

    // ---- from anywhere ----

    @Override
    public void tell(M message) {
        addAndExecute(put(new Node(message)));
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
        return slot.await(timeout);
    }

    /// Puts a message where it waits, if that isn't the queue; returns what goes to the queue.
    private Node put(Node node) {
        if (inbox == null) {
            return node;
        }
        Node dropped = inbox.add(node, toString(), !isWorking());
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

    /// Returns what its supervisor knows of it; null if it has none.
    @Nullable Child place() {
        return place;
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
        Behavior<M> first;
        try {
            first = spec.setup().start(this);
        } catch (Throwable failed) {
            first = Behavior.stop(new ExitReason.Failed(failed));
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
        host.dispatcher().execute(this, spec.blocking());
    }

    @Override
    void handle(Node node) {
        if (isDown()) {
            bonds().keep(node);
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

    private void handleApart(@Nullable Node node) {
        if (node != null) {
            apart = node;
            handle(node);
            apart = null;
        }
    }

    private @Nullable Node current() {
        return !handling ? null : apart != null ? apart : first();
    }

    @Override
    public boolean isMessageWaiting() {
        boolean others = inbox == null ? lastMessage(handling && apart == null) != null : !inbox.isEmpty();
        return others || hasKept();
    }

    @Override
    void happen(SystemSignal signal) {
        signal.happen(this);
    }

    /// Says whether it waits for its supervisor.
    private boolean isDown() {
        return behavior == null && buried == null;
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
        try {
            become(does.receive(this, (M) node.message));
        } catch (Throwable failed) {
            die(new ExitReason.Failed(failed));
        }
        if (handling && node instanceof Question question && question.reply().isOpen()) {
            bonds().owe(question.reply());
        }
        handling = false;
    }

    private void refuse(Node node, ExitReason reason) {
        if (node instanceof Question question) {
            question.reply().fail(reason);
        } else {
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
        try {
            become(does.signal(this, signal));
        } catch (Throwable failed) {
            die(new ExitReason.Failed(failed));
        }
    }

    private Bonds bonds() {
        Bonds there = bonds;
        if (there == null) {
            there = new Bonds();
            bonds = there;
        }
        return there;
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
        ExitReason why = reason;
        try {
            lastCall.call(does, this, reason);
        } catch (Throwable failed) {
            why = new ExitReason.Failed(failed);
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
        if (bound && parent != null) {
            bound = false;
            parent.signal(new SystemSignal.Exit(this, reason, true));
        }
        if (Faceted.within(last) instanceof Supervisor supervisor) {
            supervisor.abandon(reason);
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
        String name = spec.name();
        if (name != null) {
            host.release(name, this);
        }
        while (bonds != null && bonds.hasKept()) {
            refuse(bonds.nextKept(), reason);
        }
        if (inbox != null) {
            inbox.drain(node -> refuse(node, reason));
        }
        Node last = lastMessage(handling && apart == null);
        if (last != null) {
            // It is told the reason when its turn comes; what comes after it only that there is nobody.
            bonds().lastToKnow = last;
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

    /// A supervisor has no list of links to its children: it has them anyhow.
    private boolean isLinked(Cell<?> other) {
        return isParent(other) ? bound : other.isChildOf(this) || hasLink(other);
    }

    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    private boolean isChildOf(Cell<?> other) {
        return place != null && parent == other;
    }

    private boolean hasLink(Cell<?> other) {
        return bonds != null && bonds.isLinked(other);
    }

    private boolean addLink(Cell<?> other) {
        if (!isParent(other)) {
            return bonds().link(other);
        }
        boolean news = !bound;
        bound = true;
        return news;
    }

    private boolean removeLink(Cell<?> other) {
        if (!isParent(other)) {
            return bonds != null && bonds.unlink(other);
        }
        boolean was = bound;
        bound = false;
        return was;
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

    @SuppressWarnings("ReferenceEquality") // nobody else has that key, or these timers
    void timedOut(Timers of, Object key, long generation) {
        if (bonds == null || bonds.timers != of || !of.end(key, generation)) {
            return;
        }
        if (key != Timers.IDLE) {
            tellSignal(new Signal.Timeout(key));
        } else if (of.isIdle()) {
            tellSignal(new Signal.Idle());
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
        Cell<N> made = host.make(child, this, null);
        host.begin(made);
        bonds().link(made);
        return made;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    public boolean isParent(ActorRef<?> other) {
        return other == parent;
    }

    /// Returns an actor of this process.
    ///
    /// @throws IllegalArgumentException if it is none
    static Cell<?> cell(ActorRef<?> ref) {
        if (ref instanceof Cell<?> cell) {
            return cell;
        }
        throw new IllegalArgumentException("not an actor of this process: " + ref.name());
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

    @Override
    public void refuse(ExitReason why) {
        Node node = current();
        if (node != null) {
            refuse(node, why);
            handling = false;
        }
    }

    @Override
    public void stash() {
        Node node = current();
        if (node != null) {
            bonds().stash(node);
            handling = false;
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
    public <N, R> void ask(
            ActorRef<N> other,
            Function<ActorRef<R>, ? extends N> question,
            Duration timeout,
            BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        ReplyMessage<M, R> reply = new ReplyMessage<>(this, message);
        reply.failAfter(host.dispatcher(), timeout);
        if (other instanceof Cell<N> cell) {
            cell.addAndExecute(cell.put(new Question(question.apply(reply), reply)));
        } else {
            other.tell(question.apply(reply));
        }
    }

    @Override
    public <R> void pipe(CompletionStage<R> stage, BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        var _ = stage.whenComplete((value, failure) -> tell(message.apply(value, failure)));
    }

    @Override
    public String toString() {
        return "actor " + name();
    }
}
