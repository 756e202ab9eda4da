package io.tupelo.actor.dispatch;

import io.tupelo.actor.dispatch.Dispatcher.Running;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The turns that run on threads of others just now: of who has asked, and virtual ones. Costs two atomic steps a turn. Thread-safe.
public final class RunningTurns {
    private static final int PLACES = 64;
    /// Places lie on cache lines of their own.
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable Running> places = new AtomicReferenceArray<>(PLACES * APART);
    /// Those whose place was taken.
    private final Set<Running> others = ConcurrentHashMap.newKeySet();

    /// Makes one that knows of none.
    public RunningTurns() {}

    private static int placeOf(Thread thread) {
        return (int) (thread.threadId() % PLACES) * APART;
    }

    /// This thread begins a turn, until [#end].
    public Running begin(Runnable turn) {
        Running run = new Running(Thread.currentThread(), turn, 0);
        if (!places.compareAndSet(placeOf(run.thread()), null, run)) {
            others.add(run);
        }
        return run;
    }

    /// A turn has ended.
    public void end(Running run) {
        if (!places.compareAndSet(placeOf(run.thread()), run, null)) {
            others.remove(run);
        }
    }

    /// Returns those that run now, about.
    public List<Running> now() {
        Stream<@Nullable Running> placed = IntStream.range(0, PLACES).mapToObj(i -> places.get(i * APART));
        return Stream.concat(placed, others.stream()).filter(Objects::nonNull).toList();
    }

    /// Doesn't count a turn any more that a thread is in.
    @SuppressWarnings("ReferenceEquality") // a thread is itself only, as an actor
    public void forget(Thread lost, Runnable turn) {
        now().stream().filter(run -> run.thread() == lost && run.turn() == turn).forEach(this::end);
    }
}
