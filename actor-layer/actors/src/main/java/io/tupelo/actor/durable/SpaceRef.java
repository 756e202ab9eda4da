package io.tupelo.actor.durable;


import io.tupelo.actor.ActorRef;
import io.tupelo.actor.otp.Call;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A virtual actor: its messages go to the mail. A question goes straight to it if it lives in this process.
final class SpaceRef<M> implements VirtualRef<M> {
    private final SpaceActors actors;
    private final ActorType<M, ?> type;
    private final String key;
    /// What was sent last over this, until it is known to be safe and where it stands.
    private volatile @Nullable CompletableFuture<Receipt> sent;

    SpaceRef(SpaceActors actors, ActorType<M, ?> type, String key) {
        this.actors = actors;
        this.type = type;
        this.key = key;
    }

    @Override
    public String type() {
        return type.name();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String name() {
        return type.address(key);
    }

    Draft mail(Object message) {
        return Names.mail(name(), encode(message), null);
    }

    private Tuple encode(Object message) {
        return Messages.of(type.messages()).encode(message, name());
    }

    /// Sends a message. What comes of it can't be told here: [#send] says when it is safe.
    @Override
    public void tell(M message) {
        var _ = send(message);
    }

    @Override
    public synchronized CompletableFuture<Void> send(M message) {
        CompletableFuture<Receipt> written = actors.space()
                .container(Names.MAIL)
                .writeAllAsync(List.of(mail(message)))
                .thenApply(Answer.Written::receipt);
        sent = written;
        return written.thenApply(_ -> null);
    }

    @Override
    public <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        throw new IllegalArgumentException(
                name() + " may live elsewhere, where no answer can be sent to: ask it by a Call, whose answer is its step's reply");
    }

    @Override
    public <R> CompletableFuture<R> askAsync(Call<R> question, Duration timeout) {
        Tuple message = encode(question);
        Class<?> replyType = Messages.replyType(question);
        CompletableFuture<R> answer = new CompletableFuture<>();
        Asked<R> asked = new Asked<>(question, message, replyType, timeout, answer);
        inOrder(asked);
        Future<?> deadline = actors.later(timeout, () -> answer.completeExceptionally(Asks.failed(name(), "timeout")));
        var _ = answer.whenComplete((_, _) -> deadline.cancel(false));
        return answer;
    }

    /// A question that is asked.
    private record Asked<R>(Call<R> question, Tuple message, Class<?> replyType, Duration timeout, CompletableFuture<R> answer) {}

    /// Asks once it is known where that stands which was sent before; what was asked before then comes first, too.
    private synchronized void inOrder(Asked<?> asked) {
        CompletableFuture<Receipt> before = sent;
        if (before == null) {
            ask(asked, null);
        } else {
            boolean isKnown = before.isDone();
            CompletableFuture<Receipt> then = before.whenComplete((receipt, _) -> ask(asked, receipt));
            sent = isKnown ? before : then;
        }
    }

    private void ask(Asked<?> asked, @Nullable Receipt after) {
        Shard here = actors.shard(type.name(), Names.shardOf(key));
        if (here == null) {
            askElsewhere(asked, after);
            return;
        }
        Question question = new Question(asked.question, after, () -> askElsewhere(asked, after));
        var _ = question.answer.whenComplete((given, failure) -> complete(asked.answer, given, failure));
        if (!here.deliver(name(), new Delivery.Asked(question))) {
            question.pass();
        }
    }

    @SuppressWarnings("unchecked") // a step replies with nothing else
    private static <R> void complete(CompletableFuture<R> answer, @Nullable Object given, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete((R) given);
        }
    }

    private void askElsewhere(Asked<?> asked, @Nullable Receipt after) {
        CompletableFuture<Tuple> reply = actors.askElsewhere(name(), asked.message, after, asked.timeout);
        var _ = reply.whenComplete((given, failure) -> answered(asked, given, failure));
        var _ = asked.answer.whenComplete((_, _) -> reply.cancel(false));
    }

    private void answered(Asked<?> asked, @Nullable Tuple reply, @Nullable Throwable failure) {
        if (reply == null) {
            asked.answer.completeExceptionally(Objects.requireNonNull(failure));
            return;
        }
        try {
            if (reply.string(0).equals("reply")) {
                complete(asked.answer, Messages.fromField(reply.get(1), asked.replyType), null);
            } else {
                asked.answer.completeExceptionally(Asks.failed(name(), String.valueOf(reply.get(1))));
            }
        } catch (RuntimeException undecodable) {
            asked.answer.completeExceptionally(undecodable);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpaceRef<?> ref && ref.type.name().equals(type.name()) && ref.key.equals(key);
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return "actor " + name();
    }
}
