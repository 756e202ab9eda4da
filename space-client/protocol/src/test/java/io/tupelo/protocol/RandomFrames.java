package io.tupelo.protocol;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Into;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import java.util.List;
import java.util.function.Supplier;

/// Random operations, answers and frames, at least one of each kind; the same for the same seed.
final class RandomFrames extends RandomTraffic {
    private static final int DEPTH = 3;

    RandomFrames(long seed) {
        super(seed);
    }

    private From from() {
        return new From(name(), selection());
    }

    private Into into() {
        return new Into(name(), draft());
    }

    private Condition condition() {
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.Exists(from());
            case 1 -> new Condition.Absent(from());
            default -> new Condition.VersionIs(name(), number(), number());
        };
    }

    /// One operation of each kind.
    List<Operation> operations(int depth) {
        return List.of(
                new Operation.Write(name(), some(3, this::draft), patience()),
                new Operation.Put(name(), plain(), draft(), random.nextInt(3) - 1, patience()),
                new Operation.Get(oneOf(Pick.values()), name(), selection(), patience()),
                new Operation.Either(oneOf(Pick.values()), some(3, this::from), patience()),
                new Operation.Change(name(), selection(), some(3, this::edit), patience()),
                new Operation.Move(name(), selection(), name(), random.nextBoolean(), patience()),
                new Operation.Claim(name(), selection(), number(), patience()),
                new Operation.Complete(number(), some(3, this::into)),
                new Operation.Release(number(), number()),
                new Operation.ExtendClaim(number(), number()),
                new Operation.Renew(name(), number(), number()),
                new Operation.Cancel(name(), number()),
                new Operation.Batch(
                        some(3, this::condition), depth == 0 ? List.of() : some(3, () -> operation(depth - 1))),
                new Operation.Begin(number(), random.nextBoolean()),
                new Operation.Commit(number()),
                new Operation.Abort(number()),
                new Operation.ExtendTransaction(number(), number()),
                new Operation.Watch(
                        name(), random.nextBoolean() ? null : selection(), kinds(), random.nextBoolean() ? null : receipt()),
                new Operation.Withdraw(number()),
                new Operation.CreateContainer(spec(), random.nextBoolean()),
                new Operation.DropContainer(name()),
                new Operation.FindContainer(name(), patience()),
                new Operation.Explain(name(), selection()),
                new Operation.Inspect(oneOf(Subject.values())),
                new Operation.Execute(name(), tuple()));
    }

    private Operation operation(int depth) {
        List<Operation> all = operations(depth);
        return all.get(random.nextInt(all.size()));
    }

    /// One answer of each kind.
    List<Answer> answers(int depth) {
        Supplier<Answer> inner = () -> {
            List<Answer> all = answers(depth - 1);
            return all.get(random.nextInt(all.size()));
        };
        return List.of(
                new Answer.Done(receipt()),
                new Answer.Written(receipt(), some(4, this::number), number()),
                new Answer.Found(receipt(), some(4, this::entry), smallNumber()),
                new Answer.Counted(receipt(), number()),
                new Answer.Empty(receipt()),
                new Answer.Locked(receipt()),
                new Answer.TimedOut(receipt()),
                new Answer.Claimed(receipt(), number(), random.nextInt(), some(4, this::entry)),
                new Answer.Begun(receipt(), number()),
                new Answer.Results(receipt(), depth == 0 ? List.of() : some(3, inner)),
                new Answer.Unmet(receipt(), smallNumber(), depth == 0 || random.nextBoolean() ? null : inner.get()),
                new Answer.Watching(receipt()),
                new Answer.Described(receipt(), spec(), number()),
                new Answer.Rows(receipt(), some(4, this::text), some(4, this::tuple)),
                new Answer.Returned(receipt(), tuple()),
                new Answer.Failed(receipt(), oneOf(ErrorCode.values()), text()));
    }

    private Request request(Operation operation) {
        Request.ReplyTo replyTo = random.nextBoolean() ? null : new Request.ReplyTo(name(), plain());
        return new Request(operation, number(), random.nextBoolean(), replyTo);
    }

    /// A frame for each kind of frame, each operation and each answer.
    List<Frame> frames() {
        List<Frame> frames = new java.util.ArrayList<>(List.of(
                new Frame.Hello(1, name(), number()),
                new Frame.Resume(1, name(), number(), random.nextLong(), number()),
                new Frame.Welcome(
                        number(),
                        random.nextLong(),
                        number(),
                        new ServerLimits(
                                smallNumber(), smallNumber(), smallNumber(), smallNumber(), smallNumber(), smallNumber())),
                new Frame.Requests(number(), List.of()),
                new Frame.Answers(List.of()),
                new Frame.Events(some(3, () -> new Frame.WatchEvent(number(), event()))),
                new Frame.Ping(),
                new Frame.Pong(),
                new Frame.Goodbye(),
                new Frame.Refused(oneOf(ErrorCode.values()), text()),
                new Frame.ListSpaces(1),
                new Frame.Spaces(some(4, this::text))));
        for (Operation operation : operations(DEPTH)) {
            frames.add(new Frame.Requests(
                    number(), List.of(new NumberedRequest(1 + random.nextInt(1000), request(operation)))));
        }
        for (Answer answer : answers(DEPTH)) {
            frames.add(new Frame.Answers(
                    List.of(new NumberedAnswer.Whole(1 + random.nextInt(99), 1 + random.nextInt(99), answer))));
        }
        return frames;
    }
}
