package io.tupelo.shell;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// A server that answers as a test says, and remembers what it was asked.
final class FakeServer implements Connector, SpacePort {
    static final Receipt RECEIPT = new Receipt(1, 42, 0);

    final List<Request> requests = new ArrayList<>();
    final List<String> connected = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final CompletableFuture<Answer> waiting = new CompletableFuture<>();
    int closed;
    boolean unreachable;
    private Function<Operation, Answer> answers = _ -> new Answer.Done(RECEIPT);

    FakeServer answering(Answer answer) {
        answers = _ -> answer;
        return this;
    }

    FakeServer answering(Function<Operation, Answer> how) {
        answers = how;
        return this;
    }

    /// Leaves requests without an answer.
    FakeServer silent() {
        answers = null;
        return this;
    }

    Operation lastOperation() {
        return requests.getLast().operation();
    }

    @Override
    public Space connect(String space) {
        if (unreachable) {
            throw new SpaceException(ErrorCode.UNREACHABLE, "refused");
        }
        if (space.equals("nowhere")) {
            throw new SpaceException(ErrorCode.UNKNOWN_SPACE, "there is no space nowhere");
        }
        if (space.contains(" ")) {
            throw new IllegalArgumentException("no address");
        }
        connected.add(space);
        return Space.over(this);
    }

    @Override
    public List<String> spaces() {
        return List.of("default", "orders");
    }

    @Override
    public String server() {
        return "fake:1";
    }

    @Override
    public Answer call(Request request) {
        return send(request).join();
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        requests.add(request);
        return answers == null ? waiting : CompletableFuture.completedFuture(answers.apply(request.operation()));
    }

    @Override
    public Watch watch(Operation.Watch watch, Consumer<Event> consumer) {
        requests.add(Request.of(watch));
        events.forEach(consumer);
        return new Watch() {
            @Override
            public Receipt since() {
                return RECEIPT;
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    @Override
    public void close() {
        closed++;
    }
}
