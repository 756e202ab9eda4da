package io.tupelo.actor;

import io.tupelo.actor.dispatch.Dispatcher;
import io.tupelo.actor.dispatch.RunningTurns;
import io.tupelo.actor.dispatch.ThreadDispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where actors live in this process. Thread-safe; to be closed.
public final class ActorHost implements AutoCloseable {
    /// After what time at one message an actor is told of, if nothing is said.
    public static final Duration LONG = Duration.ofSeconds(10);

    private static final int WAITING_MAX = 1_000_000;
    private static final System.Logger LOG = System.getLogger(ActorHost.class.getName());

    private final Dispatcher dispatcher;
    private final Map<String, Cell<?>> names = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Consumer<DeadLetter> deadLetters;
    private final RunningTurns runningTurns = new RunningTurns();
    private final TurnWatch watch;
    private final Set<Cell<Supervisor.Command>> supervisors = ConcurrentHashMap.newKeySet();
    /// Actors that are to end, and have not.
    private final Map<Cell<?>, Stopping> stopping = new ConcurrentHashMap<>();

    /// A message that nobody has handled.
    ///
    /// @param to whom it was sent to
    /// @param message what was sent
    /// @param reason why nobody will handle it
    public record DeadLetter(ActorRef<?> to, Object message, ExitReason reason) {}

    /// How an actor ended that was stopped.
    public enum Ending {
        /// It came back from its message, by itself or since its thread was interrupted, and ended.
        ENDED,
        /// It didn't come back. Its thread was given up, and another one has taken its place.
        GIVEN_UP
    }

    private ActorHost(
            Dispatcher dispatcher, Consumer<DeadLetter> deadLetters, Duration bound, Consumer<LongTurn> longTurns) {
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
        this.watch = new TurnWatch(this, bound, longTurns);
    }

    /// Opens one with a thread for each processor. Actors that take longer than [#LONG] for a message are logged.
    public static ActorHost open() {
        return open(_ -> {}, LONG, turn -> LOG.log(System.Logger.Level.WARNING, "actor {0} {1}", turn.name(), turn));
    }

    /// Opens one with a thread for each processor.
    ///
    /// @param deadLetters is given what nobody handles; called by any thread
    /// @param bound after what time at one message an actor is told of
    /// @param longTurns is told of it, once for each message; called by any thread
    public static ActorHost open(Consumer<DeadLetter> deadLetters, Duration bound, Consumer<LongTurn> longTurns) {
        ActorHost host = new ActorHost(new ThreadDispatcher("tupelo-actors"), deadLetters, bound, longTurns);
        host.watch.start();
        return host;
    }

    /// Opens one whose turns are run by `dispatcher`, which is closed with it. Nobody looks whether they take long.
    ///
    /// @param deadLetters is given what nobody handles; called by any thread
    public static ActorHost open(Dispatcher dispatcher, Consumer<DeadLetter> deadLetters) {
        return new ActorHost(dispatcher, deadLetters, LONG, _ -> {});
    }

    /// Starts an actor that nobody supervises, and returns once it has begun.
    ///
    /// @throws StartException if it can't begin
    /// @throws IllegalStateException if its name is taken
    public <M> ActorRef<M> spawn(ActorSpec<M> spec) {
        Cell<M> cell = make(spec, null, null);
        begin(cell);
        return cell;
    }

    /// Has an actor begin that was just made, and waits until it has.
    void begin(Cell<?> cell) {
        CompletableFuture<Optional<ExitReason>> begun = new CompletableFuture<>();
        cell.begin(failure -> begun.complete(Optional.ofNullable(failure)));
        ExitReason failure = dispatcher.await(begun).orElse(null);
        if (failure != null) {
            throw new StartException(cell.name(), failure);
        }
    }

    /// Makes an actor that hasn't begun.
    <M> Cell<M> make(ActorSpec<M> spec, @Nullable Cell<?> parent, @Nullable Child place) {
        Cell<M> cell = new Cell<>(this, spec, ids.incrementAndGet(), parent, place);
        String name = spec.name();
        if (name != null && names.putIfAbsent(name, cell) != null) {
            throw new IllegalStateException("there is an actor named " + name + " already");
        }
        return cell;
    }

    /// Looks an actor up by its name.
    public Optional<ActorRef<?>> find(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /// Returns the supervisors that run now, in no order: those that somebody else supervises, too.
    public Set<ActorRef<Supervisor.Command>> supervisors() {
        return Set.copyOf(supervisors);
    }

    void supervises(Cell<Supervisor.Command> cell) {
        supervisors.add(cell);
    }

    void supervisesNoMore(Cell<?> cell) {
        supervisors.remove(cell);
    }

    /// Returns how many messages wait for an actor, and are handled, about; it counts to 1,000,000. Walks along them.
    ///
    /// @throws IllegalArgumentException if it isn't an actor of this process
    public static int waiting(ActorRef<?> actor) {
        return Cell.cell(actor).lengthSeen(WAITING_MAX);
    }

    /// Looks up the actor that was made of a specification, by the name that it gives: a child, once its supervisor has begun.
    ///
    /// @return the actor; empty if there is none of that name, or it was made of another specification
    /// @throws IllegalArgumentException if the specification gives no name
    @SuppressWarnings("unchecked") // who was made of it accepts what it says
    public <M> Optional<ActorRef<M>> find(ActorSpec<M> spec) {
        String name = spec.name();
        if (name == null) {
            throw new IllegalArgumentException("an actor without a name isn't found by it");
        }
        Cell<?> there = names.get(name);
        return there != null && there.spec.equals(spec) ? Optional.of((ActorRef<M>) there) : Optional.empty();
    }

    /// Puts a facet around what a running actor does, further in than those there are, from its next message until it ends or is
    /// restarted.
    ///
    /// @throws IllegalArgumentException if it isn't an actor of this process
    public <M> void attach(ActorRef<M> actor, Facet<? super M> facet) {
        reshape(actor, facets -> facets.with(facet));
    }

    /// Takes a facet away again.
    ///
    /// @throws IllegalArgumentException as [#attach]
    public <M> void detach(ActorRef<M> actor, Facet<? super M> facet) {
        reshape(actor, facets -> facets.without(facet));
    }

    private static <M> void reshape(ActorRef<M> actor, UnaryOperator<Facets<M>> change) {
        Cell.cell(actor).signal(new SystemSignal.Reshape<>(change));
    }

    /// Returns an actor of this process.
    ///
    /// @throws IllegalArgumentException if it is none
    public static <M> ActorRef<M> local(ActorRef<M> actor) {
        Cell.cell(actor);
        return actor;
    }

    /// Returns the actors that are at one message for long just now, the longest first; see [#open(Consumer, Duration, Consumer)].
    public List<LongTurn> longTurns() {
        return watch.longTurns();
    }

    /// Returns who was at one message for longest since the host was opened, as far as it was seen; empty if nobody was.
    public Optional<Slowest> slowest() {
        return watch.slowest();
    }

    /// Who was at one message for long.
    ///
    /// @param name what the actor is called
    /// @param time for how long, at least
    public record Slowest(String name, Duration time) {}

    /// Ends an actor, also one that doesn't come back from a message, and doesn't wait for it. It ends before its next message, with
    /// [ExitReason#SHUTDOWN]. If it is at the same message after a second, its thread is interrupted; after another one the thread is
    /// given up, and the actor ends without it, [ExitReason#KILLED]: who has asked is told, a message that was told is a dead letter.
    /// Whatever that thread still does as this actor fails.
    ///
    /// Its supervisor does what it does about such an end. A durable actor leaves the memory; the message that it was at isn't handled
    /// again, and goes to `actors.dead`.
    ///
    /// @return completes when it has ended
    /// @throws IllegalArgumentException if it isn't an actor of this process
    public CompletableFuture<Ending> stop(ActorRef<?> actor) {
        return end(Cell.cell(actor), ExitReason.SHUTDOWN, false);
    }

    /// Ends an actor as [#stop], but so that it begins anew: with [ExitReason#KILLED], after which its supervisor restarts it. A durable
    /// actor leaves the memory, and its next message brings it back; if it was at one that was sent, it is that.
    ///
    /// @throws IllegalArgumentException if it isn't an actor of this process, or nobody would restart it
    public CompletableFuture<Ending> restart(ActorRef<?> actor) {
        Cell<?> cell = Cell.cell(actor);
        if (!cell.comesBack()) {
            throw new IllegalArgumentException("nobody would restart " + cell.observedName() + ": it has no supervisor, or is temporary there");
        }
        return end(cell, ExitReason.KILLED, true);
    }

    private CompletableFuture<Ending> end(Cell<?> cell, ExitReason reason, boolean repeats) {
        Stopping made = new Stopping(this, watch, cell, repeats);
        Stopping there = stopping.putIfAbsent(cell, made);
        if (there != null) {
            return there.ended();
        }
        var _ = made.ended().whenComplete((_, _) -> {
            cell.release();
            stopping.remove(cell);
        });
        made.begin(reason);
        return made.ended();
    }

    RunningTurns runningTurns() {
        return runningTurns;
    }

    /// Others may have the name of an actor from now on.
    void release(Cell<?> cell) {
        String name = cell.spec.name();
        if (name != null) {
            names.remove(name, cell);
        }
    }

    /// Returns who runs turns here, and knows the time.
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    void deadLetter(ActorRef<?> to, Object message, ExitReason reason) {
        try {
            deadLetters.accept(new DeadLetter(to, message, reason));
        } catch (Throwable failed) {
            LOG.log(System.Logger.Level.ERROR, "a dead letter to " + to.name() + " was not accepted", failed);
        }
    }

    /// Runs no actor any more.
    @Override
    public void close() {
        dispatcher.close();
    }
}
