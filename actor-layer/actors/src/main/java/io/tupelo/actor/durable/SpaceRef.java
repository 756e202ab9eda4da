package io.tupelo.actor.durable;


import io.tupelo.actor.ActorRef;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.space.Outcome;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
        CompletableFuture<Receipt> before = sent;
        if (before == null) {
            ask(question, message, replyType, null, answer);
        } else {
            var _ = before.whenComplete((receipt, _) -> ask(question, message, replyType, receipt, answer));
        }
        Future<?> deadline = actors.later(timeout, () -> answer.completeExceptionally(Asks.failed(name(), "timeout")));
        var _ = answer.whenComplete((_, _) -> deadline.cancel(false));
        return answer;
    }

    private <R> void ask(
            Call<R> question, Tuple message, Class<?> replyType, @Nullable Receipt after, CompletableFuture<R> answer) {
        Shard here = actors.shard(type.name(), Names.shardOf(key));
        if (here == null) {
            askByMail(message, replyType, answer);
            return;
        }
        Question asked = new Question(question, replyType, after, () -> askByMail(message, replyType, answer));
        var _ = asked.answer.whenComplete((given, failure) -> complete(answer, given, failure));
        if (!here.deliver(name(), new Delivery.Asked(asked))) {
            asked.pass();
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

    private <R> void askByMail(Tuple message, Class<?> replyType, CompletableFuture<R> answer) {
        String replyTo = UUID.randomUUID().toString();
        var _ = actors.space()
                .container(Names.MAIL)
                .writeAllAsync(List.of(Names.mail(name(), message, replyTo)))
                .exceptionally(failure -> {
                    answer.completeExceptionally(failure);
                    return null;
                });
        CompletableFuture<Outcome> reply =
                actors.space().container(Names.REPLIES).takeAsync(Coordinators.key(replyTo), Wait.FOREVER);
        var _ = reply.whenComplete((outcome, failure) -> answered(outcome, failure, replyType, answer));
        var _ = answer.whenComplete((_, _) -> reply.cancel(false));
    }

    private <R> void answered(
            @Nullable Outcome outcome, @Nullable Throwable failure, Class<?> replyType, CompletableFuture<R> answer) {
        if (outcome == null || !outcome.isFound()) {
            answer.completeExceptionally(failure != null ? failure : Asks.failed(name(), "the wait ended: " + outcome));
            return;
        }
        Tuple reply = outcome.orElseThrow().tuple();
        try {
            if (reply.string(0).equals("reply")) {
                complete(answer, Asks.fromField(reply.get(1), replyType), null);
            } else {
                answer.completeExceptionally(Asks.failed(name(), String.valueOf(reply.get(1))));
            }
        } catch (RuntimeException undecodable) {
            answer.completeExceptionally(undecodable);
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
