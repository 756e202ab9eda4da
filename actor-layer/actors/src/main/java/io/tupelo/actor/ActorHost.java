package io.tupelo.actor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where actors live in this process. Thread-safe; to be closed.
public final class ActorHost implements AutoCloseable {
    private final Dispatcher dispatcher;
    private final Map<String, Cell<?>> names = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Consumer<DeadLetter> deadLetters;

    /// A message that nobody has handled.
    ///
    /// @param to whom it was sent to
    /// @param message what was sent
    /// @param reason why nobody will handle it
    public record DeadLetter(ActorRef<?> to, Object message, ExitReason reason) {}

    private ActorHost(Dispatcher dispatcher, Consumer<DeadLetter> deadLetters) {
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
    }

    /// Opens one with a thread for each processor.
    public static ActorHost open() {
        return open(new ThreadDispatcher("tupelo-actors"), _ -> {});
    }

    /// Opens one whose turns are run by `dispatcher`, which is closed with it.
    ///
    /// @param deadLetters is given what nobody handles; called by any thread
    public static ActorHost open(Dispatcher dispatcher, Consumer<DeadLetter> deadLetters) {
        return new ActorHost(dispatcher, deadLetters);
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

    void release(String name, Cell<?> cell) {
        names.remove(name, cell);
    }

    /// Returns who runs turns here, and knows the time.
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    void deadLetter(ActorRef<?> to, Object message, ExitReason reason) {
        deadLetters.accept(new DeadLetter(to, message, reason));
    }

    /// Runs no actor any more.
    @Override
    public void close() {
        dispatcher.close();
    }
}
