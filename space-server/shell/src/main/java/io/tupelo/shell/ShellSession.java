package io.tupelo.shell;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Subscription;
import io.tupelo.tuple.InvalidTupleException;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A space the shell is connected to, and the transaction it is in. One thread runs commands; another may interrupt.
final class ShellSession implements AutoCloseable {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /// What is under way and can be ended early.
    private interface Interruptible {
        void interrupt();
    }

    private final Connector connector;
    private final Output output;
    private String spaceName;
    private Space space;
    private long transaction;
    private boolean exited;
    private volatile Interruptible underWay = () -> {};

    /// Connects.
    ///
    /// @throws SpaceException `UNREACHABLE` or `UNKNOWN_SPACE`
    ShellSession(Connector connector, String spaceName, Output output) {
        this.connector = connector;
        this.output = output;
        this.spaceName = spaceName;
        this.space = connector.connect(spaceName);
    }

    String spaceName() {
        return spaceName;
    }

    /// Returns the transaction that commands belong to, if one was begun.
    OptionalLong transaction() {
        return transaction == 0 ? OptionalLong.empty() : OptionalLong.of(transaction);
    }

    boolean hasExited() {
        return exited;
    }

    /// Returns the names of the containers, for completion; none if the space can't say now.
    List<String> containers() {
        try {
            Answer.Rows rows = space.inspect(Operation.Subject.CONTAINERS);
            return rows.rows().stream().map(row -> row.string(0)).toList();
        } catch (SpaceException | ClassCastException unavailable) {
            return List.of();
        }
    }

    /// Runs one line, shows what it came to, and returns that as a status. An empty line succeeds.
    Status run(String line) {
        if (line.isBlank()) {
            return Status.SUCCESS;
        }
        try {
            return execute(CommandParser.parse(line, this::selectorOf));
        } catch (SyntaxException wrong) {
            output.failure("SYNTAX", "column " + wrong.column() + ": " + wrong.getMessage(), wrong.shownIn(line));
        } catch (SpaceException failed) {
            forgetEndedTransaction(failed);
            failure(failed.code(), String.valueOf(failed.getMessage()));
        } catch (InvalidTupleException refused) {
            failure(ErrorCode.INVALID_TUPLE, String.valueOf(refused.getMessage()));
        } catch (InvalidSelectionException refused) {
            failure(ErrorCode.INVALID_SELECTION, String.valueOf(refused.getMessage()));
        }
        return Status.FAILURE;
    }

    private void failure(ErrorCode code, String message) {
        String sentence = sentence(code, message);
        output.failure(code.name(), sentence, sentence);
    }

    /// Returns the message without the code before it, which is shown anyway.
    static String sentence(ErrorCode code, String message) {
        return message.startsWith(code + ": ") ? message.substring(code.name().length() + 2) : message;
    }

    private void forgetEndedTransaction(SpaceException failed) {
        if (failed.code() == ErrorCode.UNKNOWN_TRANSACTION || failed.code() == ErrorCode.SESSION_EXPIRED) {
            transaction = 0;
        }
    }

    /// Ends the wait or watch that is under way, if there is one.
    void interrupt() {
        underWay.interrupt();
    }

    private Status execute(Command command) {
        return switch (command) {
            case Command.Ask ask -> ask(ask);
            case Command.Begin begin -> begin(begin);
            case Command.End end -> end(end);
            case Command.Watch watch -> watch(watch);
            case Command.Use use -> use(use);
            case Command.Spaces spaces -> {
                output.names(spaces.name(), "spaces", connector.spaces());
                yield Status.SUCCESS;
            }
            case Command.Actors actors when ActorHosts.knows(actors.name()) ->
                shown(actors.name(), new ActorHosts(this::submit).of(actors));
            case Command.ActorList list -> list(list);
            case Command.Actors actors -> shown(actors.name(), Optional.of(new ActorRows(space).of(actors)));
            case Command.Help help -> {
                output.help(help.topic());
                yield Status.SUCCESS;
            }
            case Command.Exit _ -> {
                exited = true;
                yield Status.SUCCESS;
            }
        };
    }

    private Status ask(Command.Ask ask) {
        long within = ask.transaction().orElse(isTransactional(ask.operation()) ? transaction : 0);
        Optional<Answer> answer = submit(new Request(ask.operation(), within, false, null));
        return shown(ask.name(), ask.name() == CommandName.STATS ? answer.flatMap(new ActorHosts(this::submit)::andTheirs) : answer);
    }

    private Status list(Command.ActorList list) {
        ActorRows.Page page = new ActorRows(space).list(list);
        Status status = shown(list.name(), Optional.of(page.rows()));
        page.next().ifPresent(next -> output.done(list.name(), page.left() + " more: " + next));
        return status;
    }

    /// Says whether the operation belongs to the transaction that was begun. The space refuses claims, batches and
    /// containers there: better than that they take effect at once, and an abort leaves them.
    private static boolean isTransactional(Operation operation) {
        return switch (operation) {
            case Operation.Write _,
                    Operation.Put _,
                    Operation.Get _,
                    Operation.Either _,
                    Operation.Change _,
                    Operation.Move _,
                    Operation.Explain _,
                    Operation.Claim _,
                    Operation.Complete _,
                    Operation.Release _,
                    Operation.CreateContainer _,
                    Operation.DropContainer _,
                    Operation.Batch _ -> true;
            default -> false;
        };
    }

    private Status shown(CommandName name, Optional<Answer> answer) {
        if (answer.isEmpty()) {
            output.done(name, "cancelled");
            return Status.NOTHING;
        }
        output.answer(name, answer.get());
        return Output.status(answer.get());
    }

    /// Returns the answer, or nothing if the wait for it was interrupted.
    private Optional<Answer> submit(Request request) {
        CompletableFuture<Answer> answer = space.submitAsync(request);
        underWay = () -> answer.cancel(true);
        try {
            return Optional.of(answer.join());
        } catch (CancellationException interrupted) {
            return Optional.empty();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SpaceException cause) {
                throw cause;
            }
            throw failed;
        } finally {
            underWay = () -> {};
        }
    }

    private Status begin(Command.Begin begin) {
        if (transaction != 0) {
            throw new SpaceException(
                    ErrorCode.INVALID_REQUEST, "transaction " + transaction + " is open: commit or abort it first");
        }
        Optional<Answer> answer = submit(Request.of(begin.operation()));
        if (answer.isPresent() && answer.get() instanceof Answer.Begun begun) {
            transaction = begun.transaction();
        }
        return shown(begin.name(), answer);
    }

    private Status end(Command.End end) {
        long ended = end.transaction().orElse(transaction);
        if (ended == 0) {
            throw new SpaceException(
                    ErrorCode.UNKNOWN_TRANSACTION, "no transaction is open here: `begin` one, or name one with tx=");
        }
        Operation operation =
                end.name() == CommandName.COMMIT ? new Operation.Commit(ended) : new Operation.Abort(ended);
        Optional<Answer> answer = submit(Request.of(operation));
        if (answer.isPresent() && ended == transaction) {
            transaction = 0;
        }
        return shown(end.name(), answer);
    }

    private Status use(Command.Use use) {
        if (transaction != 0) {
            throw new SpaceException(
                    ErrorCode.INVALID_REQUEST, "transaction " + transaction + " is open: commit or abort it first");
        }
        Space next = connected(use.space());
        space.close();
        space = next;
        spaceName = use.space();
        output.done(use.name(), "now in " + spaceName);
        return Status.SUCCESS;
    }

    private Space connected(String name) {
        try {
            return connector.connect(name);
        } catch (IllegalArgumentException noAddress) {
            throw new SpaceException(ErrorCode.UNKNOWN_SPACE, "no space can be named " + name, noAddress);
        }
    }

    private Status watch(Command.Watch watch) {
        int seen = 0;
        try (Subscription events =
                space.container(watch.container()).watch(watch.selection(), watch.kinds(), watch.from())) {
            underWay = events::close;
            Optional<Event> next = watch.max() == 0 ? Optional.empty() : events.next(FOREVER);
            while (next.isPresent()) {
                output.event(next.get());
                next = ++seen < watch.max() ? events.next(FOREVER) : Optional.empty();
            }
        } finally {
            underWay = () -> {};
        }
        if (seen < watch.max()) {
            output.done(watch.name(), "ended after " + seen + (seen == 1 ? " event" : " events"));
        }
        return Status.SUCCESS;
    }

    /// Says what serves where no selector is written: the first of the container's coordinators that can do without an
    /// argument.
    private Selector selectorOf(String container) {
        List<ContainerSpec.Use> uses = space.container(container).describe().spec().coordinators();
        for (ContainerSpec.Use use : uses) {
            switch (use.coordinator()) {
                case "fifo", "lifo", "random", "any", "priority", "vector" -> {
                    return new Selector(use.coordinator(), null);
                }
                case "linda" -> {
                    return Coordinators.linda(Template.template(Matchers.rest()));
                }
                case "query" -> {
                    return Coordinators.query(Query.everything());
                }
                default -> {}
            }
        }
        throw new InvalidSelectionException("container " + container + " needs a selector: it has "
                + String.join(", ", uses.stream().map(ContainerSpec.Use::coordinator).toList()));
    }

    @Override
    public void close() {
        space.close();
    }
}
