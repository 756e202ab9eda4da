package io.tupelo.actor.otp;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.actor.otp.EventHandler.Why;
import io.tupelo.actor.otp.EventMessage.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A manager of events: OTP's `gen_event`. It begins without handlers; each event is given to every [EventHandler], one after the other,
/// the one that was added last first. Two may have equal ids; the one that was added last is meant then.
///
/// It traps exits. When it ends, its handlers are told, and their owners, which don't end with it unless it is killed.
///
/// @param <E> the events
public final class GenEvent<E> implements Behavior<EventMessage<E>> {
    private static final ExitReason NORMAL = ExitReason.NORMAL;

    private final Context<EventMessage<E>> context;
    private List<Entry<E>> entries = new ArrayList<>();

    private record Entry<E>(Object id, EventHandler<E> handler, @Nullable HandlerOwner owner) {
        boolean isOf(ActorRef<?> actor) {
            return owner != null && owner.actor().equals(actor);
        }
    }

    private GenEvent(Context<EventMessage<E>> context) {
        this.context = context;
    }

    /// Returns what a manager is as an actor.
    public static <E> ActorSpec<EventMessage<E>> spec() {
        return ActorSpec.of(context -> {
            context.trapExits(true);
            return new GenEvent<>(context);
        });
    }

    /// Starts one on a host, without a supervisor: `start`.
    public static <E> GenEventRef<E> start(ActorHost host) {
        return new GenEventRef<>(host.spawn(GenEvent.<E>spec()));
    }

    @Override
    public Behavior<EventMessage<E>> receive(Context<EventMessage<E>> by, EventMessage<E> message) {
        switch (message) {
            case EventMessage.Notify<E>(E event) -> all(handler -> handler.handleEvent(event));
            case EventMessage.SyncNotify<E>(E event, var replyTo) -> {
                all(handler -> handler.handleEvent(event));
                replyTo.tell(new Outcome.Done(null));
            }
            case EventMessage.Other<E>(Object info) -> all(handler -> handler.handleInfo(info));
            case EventMessage.Add<E>(Object id, var handler, @Nullable HandlerOwner owner, var replyTo) ->
                replyTo.tell(add(new Entry<>(id, handler, owner), null));
            case EventMessage.Delete<E>(Object id, @Nullable Object args, var replyTo) -> replyTo.tell(delete(id, args));
            case EventMessage.Swap<E> swap -> swap.replyTo().tell(swap(swap));
            case EventMessage.Query<E>(Object id, Object request, var replyTo) -> replyTo.tell(query(id, request));
            case EventMessage.Handlers<E>(var replyTo) -> replyTo.tell(entries.stream().map(Entry::id).toList());
            case EventMessage.Stop<E>(ExitReason reason, var replyTo) -> {
                endAll();
                replyTo.tell(new Outcome.Done(null));
                return Behavior.stop(reason);
            }
        }
        return this;
    }

    @Override
    public Behavior<EventMessage<E>> signal(Context<EventMessage<E>> by, Signal signal) {
        if (signal instanceof Signal.Exit(ActorRef<?> from, ExitReason reason)) {
            if (by.isParent(from)) {
                return Behavior.stop(reason);
            }
            for (Entry<E> entry : List.copyOf(entries)) {
                if (entry.isOf(from)) {
                    entries.remove(entry);
                    end(entry, new Why.OwnerEnded(reason), ExitReason.SHUTDOWN);
                }
            }
        }
        all(handler -> handler.handleInfo(signal));
        return this;
    }

    @Override
    public void terminate(Context<EventMessage<E>> by, ExitReason reason) {
        endAll();
    }

    private void endAll() {
        List<Entry<E>> all = entries;
        entries = new ArrayList<>();
        for (Entry<E> entry : all) {
            end(entry, new Why.Stopped(), ExitReason.SHUTDOWN);
            HandlerOwner owner = entry.owner;
            if (owner != null && !context.isParent(owner.actor())) {
                context.unlink(owner.actor());
            }
        }
    }

    private interface Callback<E> {
        Handled<E> call(EventHandler<E> handler) throws Exception;
    }

    /// Has every handler do something.
    private void all(Callback<E> callback) {
        List<Entry<E>> after = new ArrayList<>(entries.size());
        for (Entry<E> entry : entries) {
            Handled<E> handled = call(entry, () -> {
                Handled<E> given = callback.call(entry.handler);
                return given != null && given.reply() == null ? given : bad(given);
            });
            Entry<E> stays = handled == null ? null : goOn(entry, handled.next());
            if (stays != null) {
                after.add(stays);
            }
        }
        entries = after;
    }

    private static <E> Handled<E> bad(@Nullable Handled<E> given) {
        throw new BadReturnException(new BadReturn(BadReturn.VALUE, given == null ? "null" : given));
    }

    private static final class BadReturnException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient BadReturn value;

        BadReturnException(BadReturn value) {
            super(value.toString());
            this.value = value;
        }
    }

    private static ExitReason reason(Throwable failed) {
        return failed instanceof BadReturnException bad ? new ExitReason.Because(bad.value) : new ExitReason.Failed(failed);
    }

    /// Calls a handler, which ends if that fails: then this is null.
    private @Nullable Handled<E> call(Entry<E> entry, Callable<Handled<E>> callback) {
        try {
            return callback.call();
        } catch (Throwable failed) {
            ExitReason reason = reason(failed);
            end(entry, new Why.Failed(reason), reason);
            return null;
        }
    }

    /// Returns what comes in the place of a handler; null for nothing.
    private @Nullable Entry<E> goOn(Entry<E> entry, Handled.Next<E> next) {
        return switch (next) {
            case Handled.Next.Stay<E>() -> entry;
            case Handled.Next.Remove<E>() -> {
                end(entry, new Why.Removed(), NORMAL);
                yield null;
            }
            case Handled.Next.Swap<E>(@Nullable Object args, Object id, EventHandler<E> handler) -> {
                Entry<E> other = new Entry<>(id, handler, entry.owner);
                Object handover = end(entry, new Why.Swapped(args), swapped(id, entry.owner));
                ExitReason failure = init(other, handover);
                if (failure == null) {
                    yield other;
                }
                tell(other, failure);
                yield null;
            }
        };
    }

    private static ExitReason swapped(Object id, @Nullable HandlerOwner owner) {
        return new ExitReason.Because(new HandlerOwner.Swapped(id, owner == null ? null : owner.actor()));
    }

    /// Has a handler begin; returns why it can't, or null.
    private @Nullable ExitReason init(Entry<E> entry, @Nullable Object handover) {
        try {
            entry.handler.init(handover);
            return null;
        } catch (Throwable failed) {
            return reason(failed);
        }
    }

    private void tell(Entry<E> entry, ExitReason reason) {
        HandlerOwner owner = entry.owner;
        if (owner != null) {
            owner.told().accept(new HandlerOwner.Exit(entry.id, reason));
        }
    }

    /// Ends a handler; returns what it has to say, or how that has failed.
    private @Nullable Object end(Entry<E> entry, Why why, ExitReason reason) {
        Object said;
        try {
            said = entry.handler.terminate(why);
        } catch (Throwable failed) {
            said = reason(failed);
        }
        tell(entry, reason);
        return said;
    }

    private @Nullable Entry<E> find(Object id) {
        for (Entry<E> entry : entries) {
            if (entry.id.equals(id)) {
                return entry;
            }
        }
        return null;
    }

    private Outcome add(Entry<E> entry, @Nullable Object handover) {
        if (entry.owner != null) {
            context.link(entry.owner.actor());
        }
        ExitReason failure = init(entry, handover);
        if (failure != null) {
            return new Outcome.Refused("error", failure);
        }
        entries.addFirst(entry);
        return new Outcome.Done(null);
    }

    private Outcome delete(Object id, @Nullable Object args) {
        Entry<E> entry = find(id);
        if (entry == null) {
            return new Outcome.Refused("module_not_found", null);
        }
        entries.remove(entry);
        return new Outcome.Done(end(entry, new Why.Deleted(args), NORMAL));
    }

    private Outcome swap(EventMessage.Swap<E> swap) {
        Entry<E> entry = find(swap.id());
        Object handover = null;
        HandlerOwner owner = swap.owner();
        if (entry != null) {
            owner = owner == null ? entry.owner : owner;
            entries.remove(entry);
            handover = end(entry, new Why.Swapped(swap.args()), swapped(swap.newId(), owner));
        }
        return add(new Entry<>(swap.newId(), swap.handler(), owner), handover);
    }

    private Outcome query(Object id, Object request) {
        Entry<E> entry = find(id);
        if (entry == null) {
            return new Outcome.Refused("bad_module", null);
        }
        int at = entries.indexOf(entry);
        Entry<E> stays = null;
        Outcome outcome;
        try {
            Handled<E> handled = entry.handler.handleCall(request);
            if (handled == null || handled.reply() == null) {
                handled = bad(handled);
            }
            outcome = new Outcome.Done(handled.reply());
            stays = goOn(entry, handled.next());
        } catch (Throwable failed) {
            ExitReason reason = reason(failed);
            end(entry, new Why.Failed(reason), reason);
            outcome = new Outcome.Refused("error", reason);
        }
        if (stays == null) {
            entries.remove(at);
        } else {
            entries.set(at, stays);
        }
        return outcome;
    }
}
