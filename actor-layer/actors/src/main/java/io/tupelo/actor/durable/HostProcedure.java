package io.tupelo.actor.durable;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorHost.Ending;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.LongTurn;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Tells clients of the node of the actors in its memory, and ends them: what an operator needs. Thread-safe.
///
/// | arguments | returns |
/// |---|---|
/// | `("stats")` | `([(name, value), …])`: a tuple for each figure |
/// | `("stuck")` | `([(actor, message, ms, thread, stack), …])`: the actors that have been at a message for long, the longest first, 50 at most |
/// | `("tree")` | `([(depth, id, actor, state), …])`: supervisors and their children, each behind who supervises it |
/// | `("stop", actor)`, `("restart", actor)` | `("ended")` or `("given up")`; `("absent")` if it isn't in memory here; `("refused", why)` |
final class HostProcedure implements AsyncProcedure {
    static final String NAME = "actors.host";

    private static final int STUCK_MAX = 50;
    private static final int FRAMES_MAX = 4;

    private final SpaceActors actors;

    HostProcedure(SpaceActors actors) {
        this.actors = actors;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletableFuture<Tuple> start(Tuple arguments) {
        String what = arguments.string(0);
        return switch (what) {
            case "stats" -> CompletableFuture.completedFuture(rows(stats()));
            case "stuck" -> CompletableFuture.completedFuture(rows(stuck()));
            case "tree" -> waiting(() -> CompletableFuture.completedFuture(rows(tree())));
            case "stop", "restart" -> {
                String actor = arguments.string(1);
                yield waiting(() -> end(actor, what.equals("restart")));
            }
            default -> throw new IllegalArgumentException("the host of actors can't be asked " + what);
        };
    }

    private static Tuple rows(List<Tuple> rows) {
        return Tuple.tuple(rows);
    }

    /// Does what waits for actors.
    private static CompletableFuture<Tuple> waiting(Callable<CompletableFuture<Tuple>> call) {
        CompletableFuture<Tuple> done = new CompletableFuture<>();
        Thread.ofVirtual().name("actors-host").start(() -> {
            try {
                var _ = call.call().whenComplete((result, failed) -> {
                    if (failed == null) {
                        done.complete(result);
                    } else {
                        done.completeExceptionally(failed);
                    }
                });
            } catch (Throwable failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    private CompletableFuture<Tuple> end(String actor, boolean restarts) {
        try {
            return ending(actor, restarts)
                    .map(ended -> ended.thenApply(how -> Tuple.tuple(
                            switch (how) {
                                case ENDED -> "ended";
                                case GIVEN_UP -> "given up";
                            })))
                    .orElseGet(() -> CompletableFuture.completedFuture(Tuple.tuple("absent")));
        } catch (IllegalArgumentException refused) {
            return CompletableFuture.completedFuture(Tuple.tuple("refused", String.valueOf(refused.getMessage())));
        }
    }

    private Optional<CompletableFuture<Ending>> ending(String actor, boolean restarts) {
        if (actor.contains("/")) {
            return restarts ? actors.restart(actor) : actors.stop(actor);
        }
        ActorHost host = actors.actors();
        Optional<ActorRef<?>> found = host.find(actor).or(() -> SupervisionTree.find(host, actor));
        return found.map(ref -> restarts ? host.restart(ref) : host.stop(ref));
    }

    private List<Tuple> stats() {
        List<LongTurn> stuck = actors.actors().longTurns();
        String slowest = actors.actors()
                .slowest()
                .map(turn -> turn.name() + ", " + turn.time().toMillis() + " ms")
                .orElse("none");
        String fullest =
                actors.fullest().map(full -> full.name() + ", " + full.waiting() + " messages").orElse("none");
        return List.of(
                Tuple.tuple("actors active", actors.activeActors()),
                Tuple.tuple("actors stuck", stuck.size()),
                Tuple.tuple("actors slowest", slowest),
                Tuple.tuple("actors fullest", fullest));
    }

    private List<Tuple> stuck() {
        return actors.actors().longTurns().stream()
                .limit(STUCK_MAX)
                .map(turn -> Tuple.tuple(turn.name(), turn.message(), turn.time().toMillis(), turn.thread(), stack(turn)))
                .toList();
    }

    private static String stack(LongTurn turn) {
        return turn.stack().stream().limit(FRAMES_MAX).map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }

    private List<Tuple> tree() {
        return SupervisionTree.of(actors.actors()).stream()
                .map(line -> Tuple.tuple(line.depth(), line.id(), line.actor(), line.state()))
                .toList();
    }
}
