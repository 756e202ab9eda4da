package io.tupelo.reliability.actors;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.space.SpacePort;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A port that stands still for ever at a boundary of what concerns some actors: before or after something is sent, before what is
/// answered, or what has happened, is told. Nothing of theirs goes out or comes in any more then, so that whoever kills the process knows
/// where. Prints each boundary that it comes to.
final class FrozenPort implements SpacePort {
    /// What it prints at a boundary begins with this.
    static final String PASSES = "passes: ";
    /// What it prints where it stands still begins with this.
    static final String STANDS = "stands: ";
    private static final String MAIL = "actors.mail";
    private static final Pattern ACTOR = Pattern.compile("counter/([a-z]+)");

    private final SpacePort to;
    private final Place place;
    private final ReentrantLock gate = new ReentrantLock();
    private final AtomicInteger caughtUp = new AtomicInteger();
    private int passed;

    /// Where it stands still.
    ///
    /// @param whom a text that is in every request and event that counts
    /// @param boundary what the boundary's name begins with
    /// @param count at which of these it stands still, from 1; at none, if 0
    record Place(String whom, String boundary, int count) {}

    FrozenPort(SpacePort to, Place place) {
        this.to = to;
        this.place = place;
    }

    /// Returns how often waiting mail was looked through: once for each shard that was taken.
    int caughtUp() {
        return caughtUp.get();
    }

    private void pass(boolean counts, String moment, Object what) {
        gate.lock();
        try {
            if (!counts) {
                return;
            }
            String boundary = moment + ' ' + describe(what);
            System.out.println(PASSES + boundary);
            if (boundary.startsWith(place.boundary) && ++passed == place.count) {
                System.out.println(STANDS + boundary);
                while (true) {
                    LockSupport.park();
                }
            }
        } finally {
            gate.unlock();
        }
    }

    /// Says what it is, and whose.
    private static String describe(Object what) {
        return switch (what) {
            case Event event -> "the mail of " + actorIn(event.entry());
            case Operation.Batch batch when batch.operations().getFirst() instanceof Operation.Get(var pick, _, var whose, _) ->
                (pick == Pick.READ ? "the reading of " : "the step of ") + actorIn(whose);
            default -> what.getClass().getSimpleName();
        };
    }

    private static String actorIn(@Nullable Object what) {
        Matcher found = ACTOR.matcher(String.valueOf(what));
        return found.find() ? found.group(1) : "nobody";
    }

    @Override
    public Answer call(Request request) {
        return to.call(request);
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        boolean counts = request.toString().contains(place.whom);
        pass(counts, "before", request.operation());
        CompletableFuture<Answer> sent = to.send(request);
        pass(counts, "sent", request.operation());
        CompletableFuture<Answer> told = sent.whenComplete((_, _) -> {
            pass(counts, "answered", request.operation());
            if (request.operation() instanceof Operation.Get(var _, var container, var _, var _) && container.equals(MAIL)) {
                caughtUp.incrementAndGet();
            }
        });
        var _ = told.whenComplete((_, _) -> {
            if (told.isCancelled()) {
                sent.cancel(false);
            }
        });
        return told;
    }

    @Override
    public Watch watch(Operation.Watch watch, Consumer<Event> events) {
        return to.watch(watch, event -> {
            pass(event.toString().contains(place.whom), "before", event);
            events.accept(event);
        });
    }

    @Override
    public void close() {
        to.close();
    }
}
