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
    private @Nullable Node current;
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
        enqueue(new Node(message));
    }

    @Override
    public <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        ReplySlot<R> slot = new ReplySlot<>();
        enqueue(new Question(question.apply(slot), slot));
        return slot.await(timeout);
    }

    private void enqueue(Node node) {
        if (inbox == null) {
            add(node);
        } else {
            Node dropped = inbox.add(node, toString(), !(Thread.currentThread() instanceof WorkerPool.Worker));
            if (dropped != null) {
                refuse(dropped, new ExitReason.Because("mailbox full"));
            }
        }
        schedule();
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
        Consumer<@Nullable ExitReason> begun = bonds().begun;
        if (begun != null) {
            bonds().begun = null;
            begun.accept(failure);
        }
    }

    @Override
    void execute() {
        host.dispatcher().execute(this, spec.blocking());
    }

    @Override
    boolean receiveNext() {
        Node node = isDown() ? null : nextMessage();
        if (node == null) {
            return false;
        }
        receive(node);
        return true;
    }

    @Override
    public boolean isMessageWaiting() {
        boolean waiting = !isEmpty() || (bonds != null && bonds.isUnstashing()) || (inbox != null && !inbox.isEmpty());
        return !isDown() && waiting;
    }

    @Override
    void happen(SystemSignal signal) {
        signal.happen(this);
    }

    /// Says whether it waits for its supervisor.
    private boolean isDown() {
        return behavior == null && buried == null;
    }

    private @Nullable Node nextMessage() {
        Node unstashed = bonds == null ? null : bonds.nextUnstashed();
        if (unstashed != null) {
            return unstashed;
        }
        return inbox == null ? poll() : inbox.poll();
    }

    @SuppressWarnings("unchecked") // tell accepts nothing else
    private void receive(Node node) {
        Behavior<M> does = behavior;
        if (does == null) {
            refuse(node, ExitReason.NO_PROCESS);
            return;
        }
        if (node instanceof Question question && !question.reply.isOpen()) {
            return;
        }
        current = node;
        if (bonds != null && bonds.idleAfter != null) {
            bonds.lastMessage = host.dispatcher().nanos();
        }
        try {
            become(does.receive(this, (M) node.message));
        } catch (Throwable failed) {
            die(new ExitReason.Failed(failed));
        }
        if (current instanceof Question question && question.reply.isOpen()) {
            bonds().owe(question.reply);
        }
        current = null;
    }

    private void refuse(Node node, ExitReason reason) {
        if (node instanceof Question question) {
            question.reply.fail(reason);
        } else {
            host.deadLetter(this, node.message, reason);
        }
    }

    private void become(Behavior<M> next) {
        if (next instanceof Stop<M>(ExitReason reason)) {
            die(reason);
        } else if (behavior != null) {
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
        if (current instanceof Question question) {
            question.reply.fail(why);
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
        for (Node node = nextMessage(); node != null; node = nextMessage()) {
            refuse(node, reason);
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

    @SuppressWarnings("ReferenceEquality") // nobody else has that key, or these bonds
    void timedOut(Bonds of, Object key, long generation) {
        if (bonds != of || !of.endTimer(key, generation)) {
            return;
        }
        Duration idleAfter = of.idleAfter;
        if (key == Bonds.IDLE && idleAfter != null) {
            idle(idleAfter);
        } else {
            tellSignal(new Signal.Timeout(key));
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
        Node node = current;
        if (node != null) {
            refuse(node, why);
            current = null;
        }
    }

    @Override
    public void stash() {
        Node node = current;
        if (node != null) {
            bonds().stash(node);
            current = null;
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
        Bonds mine = bonds();
        long generation = mine.nextGeneration();
        mine.startTimer(
                key,
                generation,
                host.dispatcher().after(after, () -> signal(new SystemSignal.TimedOut(mine, key, generation))));
    }

    @Override
    public void receiveTimeout(@Nullable Duration after) {
        Bonds mine = bonds();
        mine.idleAfter = after;
        if (after == null) {
            mine.cancelTimer(Bonds.IDLE);
        } else {
            mine.lastMessage = host.dispatcher().nanos();
            startTimer(Bonds.IDLE, after);
        }
    }

    /// The time that no message was to come for is over, if none came.
    private void idle(Duration after) {
        Bonds mine = bonds();
        long now = host.dispatcher().nanos();
        long left = after.toNanos() - (isMessageWaiting() ? 0 : now - mine.lastMessage);
        if (left > 0) {
            startTimer(Bonds.IDLE, Duration.ofNanos(left));
        } else {
            mine.lastMessage = now;
            startTimer(Bonds.IDLE, after);
            tellSignal(new Signal.Idle());
        }
    }

    @Override
    public void cancelTimer(Object key) {
        bonds().cancelTimer(key);
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
            cell.enqueue(new Question(question.apply(reply), reply));
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
