package io.tupelo.reliability.history;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.history.Call.End;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;

/// A history written by hand, of one container `jobs` and tuples `("a", serial)`. Times and receipts are given.
final class HandMade {
    private final List<Call> calls = new ArrayList<>();
    private final List<Tuple> left = new ArrayList<>();

    static Receipt at(long sequence) {
        return new Receipt(1, sequence, 0);
    }

    static Tuple tuple(long serial) {
        return Tuple.tuple("a", serial);
    }

    static Operation.Get get(Pick pick, Wait patience) {
        return new Operation.Get(pick, "jobs", fifo(), patience);
    }

    static Answer.Found found(long sequence, long serial) {
        return new Answer.Found(at(sequence), entries(serial), 0);
    }

    static List<Entry> entries(long serial) {
        return List.of(new Entry(serial, 1, tuple(serial), List.of(), 0, 0, 0));
    }

    HandMade call(int client, long invoked, long completed, Operation operation, Answer answer) {
        calls.add(Call.answered(client, Request.of(operation), invoked, completed, answer));
        return this;
    }

    HandMade within(long transaction, int client, long invoked, long completed, Operation operation, Answer answer) {
        Request request = new Request(operation, transaction, false, null);
        calls.add(Call.answered(client, request, invoked, completed, answer));
        return this;
    }

    HandMade write(int client, long invoked, long completed, long sequence, long serial) {
        return call(client, invoked, completed, writing(serial), new Answer.Written(at(sequence), List.of(serial), 1));
    }

    static Operation.Write writing(long serial) {
        return new Operation.Write("jobs", List.of(Draft.of(tuple(serial))), Wait.NOW);
    }

    HandMade take(int client, long invoked, long completed, long sequence, long serial) {
        return call(client, invoked, completed, get(Pick.TAKE, Wait.NOW), found(sequence, serial));
    }

    HandMade read(int client, long invoked, long completed, long sequence, long serial) {
        return call(client, invoked, completed, get(Pick.READ, Wait.NOW), found(sequence, serial));
    }

    HandMade findsNone(int client, long invoked, long completed, long sequence) {
        return call(client, invoked, completed, get(Pick.READ, Wait.NOW), new Answer.Empty(at(sequence)));
    }

    HandMade unanswered(int client, long invoked, Operation operation, End end) {
        calls.add(Call.unanswered(client, Request.of(operation), invoked, end));
        return this;
    }

    HandMade left(long serial) {
        left.add(tuple(serial));
        return this;
    }

    History history() {
        return new History(List.of(ContainerSpec.named("jobs").with("fifo").with("linda")), calls, left);
    }
}
