package io.tupelo.shell;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the server that hosts actors tells of those in its memory, and does with them: by its procedure `actors.host`.
final class ActorHosts {
    private static final String PROCEDURE = "actors.host";

    private final Function<Request, Optional<Answer>> submit;

    /// @param submit asks the space; nothing if the wait was interrupted
    ActorHosts(Function<Request, Optional<Answer>> submit) {
        this.submit = submit;
    }

    /// Says whether a command is about what is in the memory of a host.
    static boolean knows(CommandName name) {
        return switch (name) {
            case TREE, STUCK, STOP, RESTART -> true;
            default -> false;
        };
    }

    /// Asks what a command shows, or has it done. Nothing if the wait was interrupted.
    ///
    /// @throws SpaceException `UNKNOWN_PROCEDURE` if the server hosts no actors; `INVALID_REQUEST` if that one isn't in its memory, or
    ///     can't be restarted
    Optional<Answer> of(Command.Actors command) {
        try {
            return switch (command.name()) {
                case TREE -> told("tree").map(answer -> rows(answer, List.of("supervisor", "actor", "state"), ActorHosts::branch));
                case STUCK -> told("stuck")
                        .map(answer -> rows(answer, List.of("actor", "message", "ms", "thread", "stack"), row -> row));
                default -> end(command.name(), command.about().orElseThrow());
            };
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_PROCEDURE) {
                throw new SpaceException(failed.code(), "this server hosts no actors: it has no types of them", failed);
            }
            throw failed;
        }
    }

    private Optional<Answer.Returned> told(Object... arguments) {
        return submit.apply(Request.of(new Operation.Execute(PROCEDURE, Tuple.tuple(arguments))))
                .map(Answer.Returned.class::cast);
    }

    private static Answer rows(Answer.Returned answer, List<String> columns, Function<Tuple, Tuple> row) {
        return new Answer.Rows(
                answer.receipt(), columns, tuples(answer.result()).stream().map(row).toList());
    }

    /// Returns a line of the tree, indented.
    private static Tuple branch(Tuple line) {
        return Tuple.tuple("  ".repeat(Math.toIntExact(line.integer(0))) + line.string(1), line.get(2), line.get(3));
    }

    private Optional<Answer> end(CommandName name, String actor) {
        return told(name.word(), actor).map(answer -> {
            Tuple became = answer.result();
            if (became.string(0).equals("absent")) {
                throw new SpaceException(
                        ErrorCode.INVALID_REQUEST,
                        actor + " isn't in the memory of this server; `activations` says who hosts which, `tree` what is supervised");
            }
            if (became.string(0).equals("refused")) {
                throw new SpaceException(ErrorCode.INVALID_REQUEST, became.string(1));
            }
            return new Answer.Rows(answer.receipt(), List.of("actor", "became"), List.of(Tuple.tuple(actor, became.string(0))));
        });
    }

    /// Returns figures of the space, and those of the actors that the server hosts, if it does.
    Optional<Answer> andTheirs(Answer stats) {
        if (!(stats instanceof Answer.Rows counters)) {
            return Optional.of(stats);
        }
        try {
            return told("stats").map(answer -> {
                List<Tuple> rows = new ArrayList<>(counters.rows());
                rows.addAll(tuples(answer.result()));
                return new Answer.Rows(counters.receipt(), counters.columns(), rows);
            });
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_PROCEDURE) {
                return Optional.of(stats);
            }
            throw failed;
        }
    }

    private static List<Tuple> tuples(Tuple result) {
        return result.list(0).stream().map(Tuple.class::cast).toList();
    }
}
