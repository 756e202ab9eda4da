package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Request;
import io.tupelo.space.SpaceException;
import org.jspecify.annotations.Nullable;

/// A session of a client elsewhere, over the connection it has just now.
final class RuntimeSession implements RemoteSession, Receiver {
    private final SpaceRuntime space;
    private final long id;
    private final long lastNumber;
    private final SessionSink sink;
    private volatile boolean flushing;

    private RuntimeSession(SpaceRuntime space, long id, long lastNumber, SessionSink sink) {
        this.space = space;
        this.id = id;
        this.lastNumber = lastNumber;
        this.sink = sink;
    }

    static RuntimeSession open(SpaceRuntime space, long secret, long leaseMillis, SessionSink sink) {
        RuntimeSession[] opened = new RuntimeSession[1];
        space.command((kernel, now) -> {
            refuseIfUnreadable(space);
            long id = kernel.open(secret, leaseMillis, now);
            opened[0] = new RuntimeSession(space, id, 0, sink);
            space.receivers().add(id, opened[0]);
        });
        return opened[0];
    }

    static @Nullable RuntimeSession resume(
            SpaceRuntime space, long id, long secret, long received, SessionSink sink) {
        @Nullable RuntimeSession[] resumed = new @Nullable RuntimeSession[1];
        space.command((kernel, now) -> {
            refuseIfUnreadable(space);
            kernel.tick(now);
            if (kernel.isOpen(id, secret)) {
                RuntimeSession session = new RuntimeSession(space, id, kernel.lastNumber(id), sink);
                if (space.receivers().takeOver(id, session) instanceof RuntimeSession before) {
                    sink.follows(before.sink);
                }
                resumed[0] = session;
                kernel.attach(id, received, now);
            }
        });
        return resumed[0];
    }

    /// Who comes after the space was degraded, and before anything can be read, has to come again: a session that began now would be
    /// one of a kernel that can't be relied upon.
    private static void refuseIfUnreadable(SpaceRuntime space) {
        String why = space.unreadable();
        if (why != null) {
            throw new SpaceException(ErrorCode.DEGRADED, why);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long lastNumber() {
        return lastNumber;
    }

    @Override
    public void submit(long number, Request request) {
        space.commandOfRound((kernel, now) -> {
            if (!space.receivers().has(id, this)) {
                return;
            }
            Answer.Failed refusal = space.refusal(request);
            if (refusal == null) {
                kernel.submit(id, number, request, now);
            } else {
                kernel.refuse(id, number, refusal.code(), refusal.message(), now);
            }
        });
    }

    @Override
    public void refuse(long number, ErrorCode code, String sentence) {
        space.commandOfRound((kernel, now) -> {
            if (space.receivers().has(id, this)) {
                kernel.refuse(id, number, code, sentence, now);
            }
        });
    }

    @Override
    public void acknowledge(long answerNumber, boolean follows) {
        space.commandOfRound((kernel, _) -> kernel.acknowledge(id, answerNumber, follows));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a sink is the object itself
    public void detach(SessionSink gone) {
        space.commandUnlessClosed((kernel, now) -> {
            if (gone == sink && space.receivers().has(id, this) && space.unreadable() == null) {
                kernel.detach(id, now);
            }
        });
    }

    @Override
    public void close(Runnable then) {
        boolean isOpen = space.commandUnlessClosed((kernel, now) -> {
            kernel.close(id, "the client closed it", now);
            space.afterwards(then);
        });
        if (!isOpen) {
            then.run();
        }
    }

    @Override
    public void answered(long number, long answerNumber, Answer answer) {
        deliver(() -> sink.answered(number, answerNumber, answer));
    }

    @Override
    public void event(long number, Event event) {
        deliver(() -> sink.event(number, event));
    }

    @Override
    public void ended(String why) {
        deliver(() -> sink.ended(why));
    }

    @Override
    public void interrupted(ErrorCode code, String why) {
        space.afterwards(() -> sink.refused(code, why));
    }

    /// Its client comes back by itself.
    @Override
    public void moved(Kernel kernel, long now) {}

    @Override
    public void closed(Kernel kernel, long now) {
        if (space.store() == null) {
            kernel.close(id, "the space was closed", now);
        }
    }

    void flush() {
        sink.flush();
    }

    /// Enqueues something for the client: at once, or where it has to be safe first, then. Under the lock.
    private void deliver(Runnable enqueue) {
        Store keeper = space.store();
        if (keeper != null) {
            space.afterwards(() -> {
                enqueue.run();
                keeper.flushLater(this);
            });
        } else {
            enqueue.run();
            flushAfterwards();
        }
    }

    /// Flushes once for all that the current command enqueues. Under the lock.
    private void flushAfterwards() {
        if (!flushing) {
            flushing = true;
            space.afterwards(() -> {
                flushing = false;
                sink.flush();
            });
        }
    }
}
