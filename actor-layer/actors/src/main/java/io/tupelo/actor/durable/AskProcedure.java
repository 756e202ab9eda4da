package io.tupelo.actor.durable;

import io.tupelo.operation.Receipt;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Asks actors for clients of the node: straight if it hosts their shard, and otherwise by mail. Thread-safe.
///
/// Its arguments are `("node")`, for which it returns `("node", incarnation)`; or `(incarnation, actor, message, epoch, sequence, millis)`: who
/// is meant, who is asked what, after which of the actor's mail (0 and 0 for none), and for how long. It returns `("reply", value)`,
/// `("failed", why)`, or `("restarted", incarnation)` if another one is meant.
final class AskProcedure implements AsyncProcedure {
    static final String NAME = "actors.ask";
    /// Asks for the incarnation.
    static final Tuple WHO = Tuple.tuple("node");

    private final SpaceActors actors;
    /// A question is carried out by the node it was asked of, and by none that was started since: that one can't know whether it has been.
    private final String incarnation = UUID.randomUUID().toString();

    AskProcedure(SpaceActors actors) {
        this.actors = actors;
    }

    static Tuple arguments(String incarnation, String actor, Tuple message, @Nullable Receipt after, Duration timeout) {
        long epoch = after == null ? 0 : after.epoch();
        long sequence = after == null ? 0 : after.sequence();
        return Tuple.tuple(incarnation, actor, message, epoch, sequence, timeout.toMillis());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletableFuture<Tuple> start(Tuple arguments) {
        if (arguments.equals(WHO)) {
            return CompletableFuture.completedFuture(Tuple.tuple("node", incarnation));
        }
        if (!arguments.string(0).equals(incarnation)) {
            return CompletableFuture.completedFuture(Tuple.tuple("restarted", incarnation));
        }
        long epoch = arguments.integer(3);
        Receipt after = epoch == 0 ? null : new Receipt(epoch, arguments.integer(4), 0);
        CompletableFuture<Tuple> answer = new CompletableFuture<>();
        ask(arguments.string(1), arguments.typed(2, Tuple.class), after, answer);
        Future<?> deadline = actors.later(
                Duration.ofMillis(arguments.integer(5)), () -> answer.complete(Tuple.tuple("failed", "timeout")));
        var _ = answer.whenComplete((_, _) -> deadline.cancel(false));
        return answer;
    }

    private void ask(String actor, Tuple message, @Nullable Receipt after, CompletableFuture<Tuple> answer) {
        int slash = actor.indexOf('/');
        Shard here = actors.shard(actor.substring(0, slash), Names.shardOf(actor.substring(slash + 1)));
        Question question = new Question(message, after, () -> byMail(actor, message, answer));
        var _ = question.answer.whenComplete((given, failure) -> answer.complete(Asks.toReply(given, failure)));
        if (here == null || !here.deliver(actor, new Delivery.Asked(question))) {
            question.pass();
        }
    }

    private void byMail(String actor, Tuple message, CompletableFuture<Tuple> answer) {
        CompletableFuture<Tuple> reply = Asks.byMail(actors.space(), actor, message);
        var _ = reply.whenComplete((given, failure) -> answer.complete(given != null ? given : Asks.toReply(null, failure)));
        var _ = answer.whenComplete((_, _) -> reply.cancel(false));
    }
}
