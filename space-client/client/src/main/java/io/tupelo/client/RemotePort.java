package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.RequestCheck;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session with a space across the network.
///
/// *Writing.* A caller numbers its request, encodes it behind those of others under a short lock, and writes what has
/// gathered to the socket itself, unless someone else is just writing, who then writes this, too ([Sending]).
///
/// *Reading.* Nobody reads as long as nobody waits. Of the threads that wait for an answer one is the *leader*: it reads,
/// and hands out the answers of the others, until its own has come; then the first of its *followers* takes over. An
/// answer thus goes from the socket to its caller without a change of threads, if there is one caller only. A daemon
/// ([ReaderLoop]) leads while only futures, watches and virtual threads wait or the connection is idle, and completes
/// futures and tells watches, so that callbacks never run on the thread of someone who waits for something else, nor under
/// a lock. A leader is blocked in the socket and notices no interrupt: the [Ticker] does, and withdraws its wait, and the
/// answer to that brings it back.
///
/// *Breaking.* Whoever finds the connection broken says so; the daemon connects again, takes the session up, and sends
/// again what the server has not seen. What it has seen is answered from what it kept.
final class RemotePort implements SpacePort {
    static final Receipt NOWHERE = new Receipt(0, 0, 0);

    private final Sending sending;
    private final Followers followers = new Followers();
    private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();
    /// The request whose thread reads for all.
    private volatile @Nullable Slot leading;
    private final ReaderLoop daemon;

    private RemotePort(SpaceAddress address, ClientConfig config) {
        sending = new Sending(config);
        daemon = new ReaderLoop(this, address, config);
    }

    /// Connects, or fails with `UNREACHABLE` or with what the server refuses it for.
    static RemotePort connect(SpaceAddress address, ClientConfig config) {
        RemotePort port = new RemotePort(address, config);
        port.daemon.start();
        return port;
    }

    Sending sending() {
        return sending;
    }

    Followers followers() {
        return followers;
    }

    @Override
    public Answer call(Request request) {
        Slot slot = Slot.forThread(request);
        submit(slot);
        return await(slot);
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        Slot[] own = new Slot[1];
        PendingAnswer future = new PendingAnswer(_ -> sending.withdraw(own[0], daemon));
        own[0] = Slot.forFuture(request, future);
        submit(own[0]);
        return future;
    }

    @Override
    public Watch watch(Operation.Watch watch, Consumer<Event> events) {
        RemoteWatch remote = new RemoteWatch(watch, events, ended -> sending.withdraw(ended, daemon));
        Slot slot = Slot.forWatch(Request.of(watch), remote);
        submit(slot);
        daemon.wake();
        Answer answer = await(slot);
        if (answer instanceof Answer.Watching watching) {
            remote.started(watching.receipt());
            return remote;
        }
        sending.withdraw(remote, daemon);
        if (answer instanceof Answer.Failed failed) {
            throw new SpaceException(failed.code(), failed.message());
        }
        throw new SpaceException(ErrorCode.INTERNAL, "a watch was answered with " + answer);
    }

    private void submit(Slot slot) {
        Answer refused = RequestCheck.refusal(slot.request);
        if (refused == null) {
            if (slot.needsDaemon()) {
                daemon.asked();
            }
            refused = sending.submit(slot, daemon);
            if (refused != null && slot.needsDaemon()) {
                daemon.answered();
            }
        }
        if (refused != null) {
            refuse(slot, refused);
        }
    }

    /// Tells who has just asked. Not by the daemon, who may be reading what others wait for.
    private static void refuse(Slot slot, Answer refused) {
        if (slot.future != null) {
            slot.future.arrived(refused);
        } else {
            slot.answered(refused);
        }
    }

    /// Waits for the answer, reading for all while nobody else does.
    private Answer await(Slot slot) {
        boolean interrupted = false;
        boolean mayLead = !Thread.currentThread().isVirtual() && !daemon.isCurrentThread();
        Answer answer = slot.answer();
        while (answer == null) {
            if (Thread.interrupted()) {
                interrupted = true;
                withdrawOnce(slot);
            }
            Link link = sending.link();
            if (mayLead && link != null && tryLead()) {
                try {
                    lead(link, slot);
                } finally {
                    stopLeading();
                }
            } else if (daemon.isCurrentThread()) {
                sending.flushGathered();
                daemon.step();
            } else {
                follow(slot, mayLead);
            }
            answer = slot.answer();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    /// A watch doesn't wait: withdrawing its request would end it.
    private static boolean canWithdraw(Slot slot) {
        return !slot.isWithdrawn && slot.watch == null;
    }

    private void withdrawOnce(Slot slot) {
        if (canWithdraw(slot)) {
            slot.isWithdrawn = true;
            sending.withdraw(slot, daemon);
        }
    }

    private void lead(Link link, Slot slot) {
        leading = slot;
        try {
            while (slot.answer() == null && sending.link() == link) {
                read(link);
            }
        } finally {
            leading = null;
        }
    }

    /// Looks after the leader, which is blocked in the socket. On the ticker.
    void watchLeader() {
        Link link = sending.link();
        if (link != null) {
            link.closeIfDead();
        }
        Slot slot = leading;
        if (slot != null
                && slot.waiter != null
                && slot.waiter.isInterrupted()
                && slot.answer() == null
                && canWithdraw(slot)) {
            // Not here, since writing may block.
            Thread.ofPlatform().daemon().name("tupelo-client-interrupt").start(() -> withdrawOnce(slot));
        }
    }

    private void follow(Slot slot, boolean mayLead) {
        followers.add(slot);
        try {
            boolean canLead = mayLead && leader.get() == null && sending.link() != null;
            if (slot.answer() == null && !canLead && !Thread.currentThread().isInterrupted()) {
                LockSupport.park(this);
            }
        } finally {
            followers.remove(slot);
        }
    }

    boolean tryLead() {
        return leader.get() == null && leader.compareAndSet(null, Thread.currentThread());
    }

    boolean isLeading() {
        return leader.get() == Thread.currentThread();
    }

    void stopLeading() {
        leader.set(null);
        if (!followers.wakeOne() && daemon.isNeeded()) {
            daemon.wake();
        }
    }

    /// Reads once and hands out what has come. The leader's to call.
    void read(Link link) {
        try {
            link.read(frame -> received(link, frame));
            if (sending.needsAcknowledgement()) {
                sending.acknowledge();
            }
        } catch (IOException broken) {
            broken(link, broken);
        }
    }

    private void received(Link link, Frame frame) {
        switch (frame) {
            case Frame.Answers answers -> {
                for (NumberedAnswer next : answers.answers()) {
                    received(link, next);
                }
            }
            case Frame.Events events -> {
                for (Frame.WatchEvent next : events.events()) {
                    RemoteWatch watch = sending.watch(next.number());
                    if (watch != null) {
                        daemon.happened(watch, next.event());
                    }
                }
            }
            case Frame.Ping _ -> sending.say(new Frame.Pong());
            case Frame.Pong _ -> {
                // That it came is all it says.
            }
            case Frame.Refused refused -> broken(link, new Link.RefusedException(refused));
            case Frame.Goodbye _ -> {
                sending.parted();
                broken(link, new IOException("the session has ended"));
            }
            case Frame.Welcome _, Frame.Spaces _, Frame.Hello _, Frame.Resume _, Frame.Requests _, Frame.ListSpaces _ ->
                broken(link, new IOException("the server sent " + frame.getClass().getSimpleName() + " out of turn"));
        }
    }

    private void received(Link link, NumberedAnswer next) {
        if (sending.isNew(next.answerNumber())) {
            Answer answer = link.parts().add(next);
            if (answer != null) {
                Slot slot = sending.answered(next.number(), next.answerNumber());
                if (slot != null) {
                    if (slot.watch != null && slot.waiter == null) {
                        daemon.restarted(slot.watch, answer);
                    }
                    deliver(slot, answer);
                }
            }
        }
    }

    /// Gives an answer to who waits for it.
    void deliver(Slot slot, Answer answer) {
        if (slot.future != null) {
            daemon.arrived(slot.future, answer);
        } else {
            if (slot.watch != null && answer instanceof Answer.Watching watching) {
                slot.watch.started(watching.receipt());
            }
            slot.answered(answer);
            if (slot.needsDaemon()) {
                daemon.answered();
            }
        }
    }

    /// The connection is no good any more.
    void broken(Link link, IOException cause) {
        sending.unlink(link);
        daemon.broken(link, cause);
    }

    /// Breaks the connection, as a network would; for tests.
    void cut() {
        Link link = sending.link();
        if (link != null) {
            broken(link, new IOException("cut"));
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
