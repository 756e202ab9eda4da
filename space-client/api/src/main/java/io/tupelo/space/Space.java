package io.tupelo.space;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.RecordTemplate;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session with a space: one shared memory of tuples in containers. Thread-safe; to be closed, which ends the
/// session and with it its waits, transactions and ephemeral entries.
///
/// Effect, blocking and the failures that all operations share are said at [Container]. What is read, taken and
/// written without naming a container is in the one named [#DEFAULT_CONTAINER], which every space has, with the
/// coordinators `linda` and `fifo`. `out`, `in`, `rd`, `inp` and `rdp` are Linda's names (Gelernter 1985).
public final class Space implements AutoCloseable {
    /// The name of the container that every space has.
    public static final String DEFAULT_CONTAINER = "default";

    private static final Duration TRANSACTION_DEFAULT = Duration.ofSeconds(60);

    private final View view;
    private final Container defaults;

    private Space(View view) {
        this.view = view;
        this.defaults = new Container(view, DEFAULT_CONTAINER);
    }

    /// Puts the API on top of `port`, which is closed with it.
    public static Space over(SpacePort port) {
        return new Space(View.plain(port));
    }

    /// Returns the handle of a container. No round trip: whether it exists shows when it is used.
    public Container container(String name) {
        return new Container(view, name);
    }

    /// Looks a container up, waiting until someone creates it; empty if nobody did.
    public Optional<Container> container(String name, Wait patience) {
        return Answers.described(view.call(new Operation.FindContainer(name, patience)))
                .map(_ -> container(name));
    }

    /// Returns the container that every space has.
    public Container defaultContainer() {
        return defaults;
    }

    /// Creates a container.
    ///
    /// @throws SpaceException `CONTAINER_EXISTS` if there is one of that name; `UNKNOWN_COORDINATOR`, `INVALID_SELECTION`
    public Container create(ContainerSpec spec) {
        return create(spec, false);
    }

    /// Creates a container, or leaves the one that is there as it is.
    ///
    /// @throws SpaceException `CONTAINER_EXISTS` if there is one of that name with another definition;
    ///     `UNKNOWN_COORDINATOR`, `INVALID_SELECTION`
    public Container createIfAbsent(ContainerSpec spec) {
        return create(spec, true);
    }

    private Container create(ContainerSpec spec, boolean ifAbsent) {
        Answers.done(view.call(new Operation.CreateContainer(spec, ifAbsent)));
        return container(spec.name());
    }

    /// Drops a container and all that is in it. Who waits there fails with `UNKNOWN_CONTAINER`.
    ///
    /// @throws SpaceException `UNKNOWN_CONTAINER` if there is none of that name
    public Receipt drop(String container) {
        return Answers.done(view.call(new Operation.DropContainer(container)));
    }

    /// Begins a transaction of 60 seconds at most, with repeatable reads.
    public Transaction transaction() {
        return transaction(TRANSACTION_DEFAULT);
    }

    /// Begins a transaction that lasts `deadline` at most, in whole milliseconds, with repeatable reads.
    public Transaction transaction(Duration deadline) {
        return transaction(deadline, Isolation.REPEATABLE_READ);
    }

    /// Begins a transaction.
    ///
    /// @param deadline how long it lasts at most, in whole milliseconds; then it is aborted
    /// @param isolation what its reads do to others
    /// @throws SpaceException `OVERLOADED` if the session has 64 open ones; `INVALID_REQUEST` if it would last less than a
    ///     millisecond
    public Transaction transaction(Duration deadline, Isolation isolation) {
        boolean repeatable = isolation == Isolation.REPEATABLE_READ;
        return new Transaction(
                view, Answers.begun(view.call(new Operation.Begin(TimeUnit.MILLISECONDS.convert(deadline), repeatable))));
    }

    /// Starts a batch: conditions and operations that take effect together. No round trip until it runs.
    public Batch batch() {
        return new Batch(view);
    }

    /// Takes by the first of `choices` that can be served, the earlier ones first; waits on all of them. The outcome
    /// says which it was.
    public Outcome takeEither(Wait patience, Choice... choices) {
        return either(view, Pick.TAKE, patience, choices);
    }

    /// Does as [#takeEither], and leaves what it returns.
    public Outcome readEither(Wait patience, Choice... choices) {
        return either(view, Pick.READ, patience, choices);
    }

    /// Does as [#takeEither] without blocking.
    public CompletableFuture<Outcome> takeEitherAsync(Wait patience, Choice... choices) {
        return view.send(eitherOf(Pick.TAKE, patience, choices), Answers::outcome);
    }

    static Outcome either(View view, Pick pick, Wait patience, Choice... choices) {
        return Answers.outcome(view.call(eitherOf(pick, patience, choices)));
    }

    private static Operation eitherOf(Pick pick, Wait patience, Choice... choices) {
        return new Operation.Either(
                pick, Arrays.stream(choices).map(Choice::toFrom).toList(), patience);
    }

    /// Runs a registered [Procedure] beside the data and returns what it returns. Waits until it has ended.
    ///
    /// @throws SpaceException `UNKNOWN_PROCEDURE` if there is none of that name; `PROCEDURE_FAILED` if it threw: what it
    ///     did before stands
    public Tuple execute(String procedure, Tuple arguments) {
        return Answers.returned(view.call(new Operation.Execute(procedure, arguments)));
    }

    /// Does as [#execute] without blocking.
    public CompletableFuture<Tuple> executeAsync(String procedure, Tuple arguments) {
        return view.send(new Operation.Execute(procedure, arguments), Answers::returned);
    }

    /// Lists part of the space's state, as it is at one place in the order.
    public Answer.Rows inspect(Operation.Subject subject) {
        return Answers.rows(view.call(new Operation.Inspect(subject)));
    }

    /// Carries out any request: what the other methods are made of.
    ///
    /// @return its answer, never [Answer.Failed]
    /// @throws SpaceException if it failed
    public Answer submit(Request request) {
        return Answers.succeeded(view.port().call(request));
    }

    /// Does as [#submit] without blocking.
    public CompletableFuture<Answer> submitAsync(Request request) {
        return Pending.of(view.port().send(request), Answers::succeeded);
    }

    /// Starts a watch whose events come one at a time on a thread of the space: `events` must not block. [Container#watch] has those
    /// that may. Returned once the space has answered.
    public SpacePort.Watch watch(Operation.Watch what, Consumer<Event> events) {
        return view.port().watch(what, events);
    }

    /// Writes a tuple to the default container.
    public Answer.Written write(Tuple tuple) {
        return defaults.write(tuple);
    }

    /// Writes a tuple with a lease or a delay to the default container.
    public Answer.Written write(Tuple tuple, WriteOptions options) {
        return defaults.write(tuple, options);
    }

    /// Writes a record to the default container.
    public Answer.Written write(Record instance) {
        return defaults.write(instance);
    }

    /// Writes a record with a lease or a delay to the default container.
    public Answer.Written write(Record instance, WriteOptions options) {
        return defaults.write(instance, options);
    }

    /// Reads the oldest match in the default container, waiting `patience` at most.
    public Optional<Tuple> read(Template template, Duration patience) {
        return defaults.read(Coordinators.linda(template), patience).tuple();
    }

    /// Takes the oldest match from the default container, waiting `patience` at most.
    public Optional<Tuple> take(Template template, Duration patience) {
        return defaults.take(Coordinators.linda(template), patience).tuple();
    }

    /// Reads the oldest match in the default container as a record, waiting `patience` at most.
    public <R extends Record> Optional<R> read(RecordTemplate<R> template, Duration patience) {
        return defaults.read(template, patience);
    }

    /// Takes the oldest match from the default container as a record, waiting `patience` at most.
    public <R extends Record> Optional<R> take(RecordTemplate<R> template, Duration patience) {
        return defaults.take(template, patience);
    }

    /// Linda's out: writes a tuple of `fields` to the default container.
    public Answer.Written out(@Nullable Object... fields) {
        return defaults.write(Tuple.tuple(fields));
    }

    /// Linda's in: takes a tuple that matches the template of `fields`, waiting for ever.
    public Tuple in(@Nullable Object... fields) {
        return in(Template.template(fields));
    }

    /// Linda's in: takes a tuple that matches, waiting for ever.
    public Tuple in(Template template) {
        return defaults.take(Coordinators.linda(template), Wait.FOREVER).orElseThrow().tuple();
    }

    /// Linda's rd: reads a tuple that matches the template of `fields`, waiting for ever.
    public Tuple rd(@Nullable Object... fields) {
        return rd(Template.template(fields));
    }

    /// Linda's rd: reads a tuple that matches, waiting for ever.
    public Tuple rd(Template template) {
        return defaults.read(Coordinators.linda(template), Wait.FOREVER).orElseThrow().tuple();
    }

    /// Linda's inp: takes a tuple that matches the template of `fields` if there is one that is free.
    public Optional<Tuple> inp(@Nullable Object... fields) {
        return inp(Template.template(fields));
    }

    /// Linda's inp: takes a tuple that matches if there is one that is free.
    public Optional<Tuple> inp(Template template) {
        return defaults.take(Coordinators.linda(template), Wait.NOW).tuple();
    }

    /// Linda's rdp: reads a tuple that matches the template of `fields` if there is one that is free.
    public Optional<Tuple> rdp(@Nullable Object... fields) {
        return rdp(Template.template(fields));
    }

    /// Linda's rdp: reads a tuple that matches if there is one that is free.
    public Optional<Tuple> rdp(Template template) {
        return defaults.read(Coordinators.linda(template), Wait.NOW).tuple();
    }

    /// Ends the session: waits are withdrawn, transactions aborted, ephemeral entries gone.
    @Override
    public void close() {
        view.port().close();
    }
}
