package io.tupelo.actor;

import io.tupelo.actor.dispatch.Dispatcher;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Where one reply goes that becomes a message to the actor that has asked. What comes later is dropped.
final class ReplyMessage<M, R> implements Reply<R> {
    private final ActorRef<M> asker;
    private final BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable Future<?> deadline;

    ReplyMessage(ActorRef<M> asker, BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        this.asker = asker;
        this.message = message;
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
        if (done.compareAndSet(false, true)) {
            Future<?> timer = deadline;
            if (timer != null) {
                timer.cancel(false);
            }
            asker.tell(message.apply(reply, failure));
        }
    }

    @Override
    public boolean isOpen() {
        return !done.get();
    }

    @Override
    public String name() {
        return "reply to " + asker.name();
    }
}
