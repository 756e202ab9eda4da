package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.kernel.Effects;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on what a kernel brings about: to its sessions, to what keeps it, to its procedures. Under the space's lock.
final class Router implements Effects {
    private final SpaceRuntime space;
    private final @Nullable Store keeper;
    private final @Nullable Histories histories;

    /// @param keeper what keeps the changes; null if nothing does
    Router(SpaceRuntime space, @Nullable Store keeper) {
        this.space = space;
        this.keeper = keeper;
        Path folder = keeper == null ? null : keeper.folder();
        this.histories = keeper == null || folder == null ? null : new Histories(folder, keeper::synced);
    }

    @Override
    public void answered(long session, long number, long answerNumber, Answer answer) {
        Receiver receiver = space.receivers().of(session);
        if (receiver != null) {
            receiver.answered(number, answerNumber, answer);
        }
    }

    @Override
    public void event(long session, long number, Event event) {
        Receiver receiver = space.receivers().of(session);
        if (receiver != null) {
            receiver.event(number, event);
        }
    }

    @Override
    public void ended(long session, String why) {
        Receiver receiver = space.receivers().remove(session);
        if (receiver != null) {
            receiver.ended(why);
        }
    }

    @Override
    public void changed(Change change) {
        if (keeper != null) {
            keeper.add(change);
        }
    }

    @Override
    public boolean history(long session, long number, long container, Receipt from, Receipt until) {
        if (histories == null) {
            return false;
        }
        SpaceHistory.Wanted wanted = new SpaceHistory.Wanted(container, from, until, found -> {
            var _ = space.commandUnlessClosed(
                    (kernel, _) -> kernel.history(session, number, found.events(), found.isWhole()));
        });
        space.afterwards(() -> histories.read(wanted));
        return true;
    }

    @Override
    public void run(long session, long number, String procedure, Tuple arguments) {
        Receipt receipt = space.kernel().receipt();
        Consumer<Answer> finish =
                answer -> space.command((kernel, now) -> kernel.finish(session, number, answer, now));
        space.afterwards(() -> space.procedures().start(procedure, arguments, receipt, finish));
    }
}
