package io.tupelo.actor;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Where one reply goes that becomes a message to the actor that has asked. What comes later is dropped.
final class ReplyMessage<M, R> implements ActorRef<R>, Reply {
    private final ActorRef<M> asker;
    /// Null once there is a reply, or none will be taken.
    private final AtomicReference<@Nullable BiFunction<@Nullable R, @Nullable Throwable, ? extends M>> message;
    private volatile @Nullable Future<?> deadline;

    ReplyMessage(ActorRef<M> asker, BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        this.asker = asker;
        this.message = new AtomicReference<>(message);
    }

    void failAfter(Dispatcher dispatcher, Duration timeout) {
        deadline = dispatcher.after(timeout, () -> fail(new ExitReason.Because("timeout")));
    }

    @Override
    public void tell(R reply) {
        complete(reply, null);
    }

    @Override
    public void fail(ExitReason reason) {
        complete(null, new AskException(reason, "no reply came: " + reason));
    }

    private void complete(@Nullable R reply, @Nullable Throwable failure) {
        BiFunction<@Nullable R, @Nullable Throwable, ? extends M> makes = message.getAndSet(null);
        if (makes != null) {
            Future<?> timer = deadline;
            if (timer != null) {
                timer.cancel(false);
            }
            asker.tell(makes.apply(reply, failure));
        }
    }

    @Override
    public boolean isOpen() {
        return message.get() != null;
    }

    @Override
    public String name() {
        return "reply to " + asker.name();
    }
}
