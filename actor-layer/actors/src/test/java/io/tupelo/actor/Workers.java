package io.tupelo.actor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Children for supervisors, which note when they begin (`+`) and end (`-`), and do as they are told.
final class Workers {
    private final List<String> log = new ArrayList<>();
    private final Map<String, Integer> failing = new HashMap<>();

    /// What a worker may be told.
    sealed interface Order {
        record Crash() implements Order {}

        record Stop(ExitReason reason) implements Order {}

        record Note(String text) implements Order {}

        /// Says who it is.
        record Name(ActorRef<String> replyTo) implements Order {}

        /// Ends its link with its supervisor.
        record Unlink(ActorRef<?> supervisor) implements Order {}

        /// Sends its supervisor an exit, and goes on.
        record Feign(ActorRef<?> supervisor) implements Order {}
    }

    private final class Worker implements Behavior<Order> {
        private final String id;
        private final boolean stubborn;

        private Worker(String id, boolean stubborn) {
            this.id = id;
            this.stubborn = stubborn;
        }

        @Override
        public Behavior<Order> receive(Context<Order> context, Order order) {
            switch (order) {
                case Order.Crash() -> throw new IllegalStateException(id + " crashes");
                case Order.Stop(ExitReason reason) -> {
                    return Behavior.stop(reason);
                }
                case Order.Note(String text) -> log.add(id + " notes " + text);
                case Order.Name(var replyTo) -> replyTo.tell(id);
                case Order.Unlink(var supervisor) -> context.unlink(supervisor);
                case Order.Feign(var supervisor) -> context.exit(supervisor, new ExitReason.Because("feigned"));
            }
            return this;
        }

        @Override
        public Behavior<Order> signal(Context<Order> context, Signal signal) {
            if (stubborn && signal instanceof Signal.Exit) {
                log.add(id + " won't end");
            }
            return this;
        }

        @Override
        public void terminate(Context<Order> context, ExitReason reason) {
            log.add("-" + id);
        }
    }

    /// Returns what has happened to the children, in order.
    List<String> log() {
        return log;
    }

    /// Returns how often each is still to fail when it begins.
    Map<String, Integer> failing() {
        return failing;
    }

    private ActorSpec<Order> worker(String id, boolean stubborn) {
        return ActorSpec.of(context -> {
            context.trapExits(stubborn);
            if (failing.merge(id, -1, Integer::sum) >= 0) {
                throw new IllegalStateException(id + " can't begin");
            }
            log.add("+" + id);
            return new Worker(id, stubborn);
        });
    }

    ActorSpec<Order> worker(String id) {
        return worker(id, false);
    }

    /// Returns one that traps exits, and goes on.
    ActorSpec<Order> stubborn(String id) {
        return worker(id, true);
    }

    ChildSpec<Order> child(String id) {
        return ChildSpec.of(id, worker(id));
    }
}
