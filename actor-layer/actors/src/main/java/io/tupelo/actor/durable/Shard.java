package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.space.Outcome;
import io.tupelo.space.SpacePort;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// The actors of one shard, as long as a host owns it. Thread-safe.
final class Shard {
    /// After how long an actor that couldn't be activated is tried again.
    private static final Duration REST = Duration.ofSeconds(1);

    private final Hosting hosting;
    private final ActorType<?, ?> type;
    private final int number;
    private final long fence;
    private final Committer committer;
    private final ConcurrentHashMap<String, Live> active = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Refusal> refused = new ConcurrentHashMap<>();
    private final AtomicLong generations = new AtomicLong();
    private volatile SpacePort.@Nullable Watch watch;
    private volatile boolean lost;
    /// No actor is activated any more; what is done once the last one is gone.
    private volatile @Nullable Runnable drained;

    /// That a message isn't handled again.
    private record Refusal(long mail, String why) {}

    /// An actor that is in memory.
    record Live(Activation<?, ?> activation, ActorRef<Delivery> mailbox) {}

    /// @param fence the number of the entry that says who owns it
    Shard(Hosting hosting, ActorType<?, ?> type, int number, long fence, Committer committer) {
        this.hosting = hosting;
        this.type = type;
        this.number = number;
        this.fence = fence;
        this.committer = committer;
    }

    String name() {
        return nameOf(type.name(), number);
    }

    static String nameOf(String type, int number) {
        return type + '/' + number;
    }

    ActorType<?, ?> type() {
        return type;
    }

    int number() {
        return number;
    }

    long fence() {
        return fence;
    }

    Committer committer() {
        return committer;
    }

    /// Returns what tells one setting of a reminder from all others.
    String nextGeneration() {
        return fence + "." + generations.incrementAndGet();
    }

    /// A message of an actor's mail is not to be handled again: what it leads to the space doesn't take, and never will, or its handler was
    /// stopped.
    ///
    /// @param mail the number of its entry
    void refuse(String actor, long mail, String why) {
        refused.put(actor, new Refusal(mail, why));
    }

    /// Returns why a message of an actor's mail is not to be handled again, once; null if it is.
    @Nullable String takeRefusal(String actor, long mail) {
        Refusal there = refused.get(actor);
        if (there == null || there.mail != mail) {
            return null;
        }
        refused.remove(actor, there);
        return there.why;
    }

    boolean isLost() {
        return lost;
    }

    /// Returns where an actor gets its messages that is in memory; null if it isn't.
    @Nullable ActorRef<Delivery> mailbox(String actor) {
        Live live = active.get(actor);
        return live == null ? null : live.mailbox;
    }

    /// Tells of each actor that is in memory how many messages wait for it, about.
    void countWaiting(ObjIntConsumer<String> told) {
        active.forEach((actor, live) -> told.accept(actor, ActorHost.waiting(live.mailbox) + live.activation.waitingSeen()));
    }

    int activeCount() {
        return active.size();
    }

    // ---- messages ----

    /// Begins to listen to the mail, and activates those who have some.
    void open() {
        String label = Names.shardLabel(type.name(), number);
        watch = hosting.space().watch(
                new Operation.Watch(Names.MAIL, label(label), EnumSet.of(EventKind.WRITTEN), null), this::event);
        catchUp(label);
    }

    private void catchUp(String label) {
        var _ = hosting.space()
                .container(Names.MAIL)
                .readAsync(label(label).available())
                .whenComplete((outcome, failure) -> {
                    if (outcome instanceof Outcome.Found found) {
                        found.entries().stream()
                                .map(entry -> entry.tuple().string(0))
                                .distinct()
                                .forEach(this::wake);
                    } else if (!lost) {
                        hosting.later(REST, () -> catchUp(label));
                    }
                });
    }

    private void event(Event event) {
        if (event.kind() == EventKind.GAP) {
            // What was missed is in the space still: everybody reads it anew.
            active.values().forEach(live -> live.mailbox.tell(new Delivery.Leave(true)));
            catchUp(Names.shardLabel(type.name(), number));
        } else if (event.entry() != null) {
            deliver(event.entry().tuple().string(0), new Delivery.Mailed(event.entry(), event.receipt()));
        }
    }

    /// Sees to it that an actor is in memory, and has read its mail.
    void wake(String actor) {
        if (!lost && drained == null) {
            var _ = live(actor);
        }
    }

    /// Passes something on to an actor, which is activated for it.
    ///
    /// @return whether this host has the shard still
    boolean deliver(String actor, Delivery delivery) {
        if (lost || drained != null) {
            return false;
        }
        Live to = live(actor);
        to.mailbox.tell(delivery);
        // If it was on its way out, it may not look again; whoever comes after it does.
        return isCurrent(actor, to) || deliver(actor, delivery);
    }

    private Live live(String actor) {
        return active.computeIfAbsent(actor, this::activate);
    }

    @SuppressWarnings("ReferenceEquality") // one is itself only
    private boolean isCurrent(String actor, Live live) {
        return active.get(actor) == live;
    }

    private Live activate(String actor) {
        return activate(type, actor);
    }

    private <M, S extends Record> Live activate(ActorType<M, S> of, String actor) {
        Activation<M, S> made = new Activation<>(of, this, actor, hosting);
        return new Live(made, hosting.actors().spawn(ActorSpec.of(made::begin)));
    }

    /// An actor leaves the memory; what comes from now on is for its successor.
    void remove(String actor, Activation<?, ?> activation) {
        active.computeIfPresent(actor, (_, live) -> live.activation.equals(activation) ? null : live);
        Runnable then = drained;
        if (then != null && active.isEmpty()) {
            then.run();
        }
    }

    /// As [#remove], for one that has failed: it is activated again in a while, if mail may wait for it.
    void removeFailed(String actor, Activation<?, ?> activation, boolean hasMail) {
        remove(actor, activation);
        if (hasMail) {
            hosting.later(REST, () -> wake(actor));
        }
    }

    // ---- its end ----

    /// Passivates all actors; then does something.
    void drain(Runnable then) {
        stopWatching();
        drained = then;
        active.values().forEach(live -> live.mailbox.tell(new Delivery.Leave(false)));
        if (active.isEmpty()) {
            then.run();
        }
    }

    /// It is another host's, or soon will be: nothing that is not safe by now ever will be.
    void lose() {
        lost = true;
        stopWatching();
        active.values().forEach(live -> live.mailbox.tell(new Delivery.Lost("its shard is another host's now")));
        hosting.lost(this);
    }

    private void stopWatching() {
        SpacePort.Watch watching = watch;
        if (watching != null) {
            watch = null;
            watching.close();
        }
    }
}
