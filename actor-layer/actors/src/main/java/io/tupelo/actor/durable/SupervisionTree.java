package io.tupelo.actor.durable;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.Supervisor.ChildInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The supervisors of a host and their children, as each of them tells. It is no snapshot: they go on meanwhile.
final class SupervisionTree {
    /// How long a supervisor has to tell.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /// So many children of one are told.
    private static final int CHILDREN_MAX = 100;
    private static final int LINES_MAX = 2_000;

    private final Map<ActorRef<?>, Optional<List<ChildInfo>>> children = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /// An actor in the tree.
    ///
    /// @param depth how many supervisors are above it
    /// @param id what its supervisor calls it; its name if it has none
    /// @param actor its name or number; null if it doesn't run
    /// @param state `supervisor` or `running`, `restarting`, `ended`, or `no answer`; or how many there are that are not told
    record Line(int depth, String id, @Nullable String actor, String state) {}

    private SupervisionTree() {}

    /// Asks all supervisors, and waits for them.
    static List<Line> of(ActorHost host) {
        SupervisionTree tree = new SupervisionTree();
        Set<ActorRef<?>> supervised = new HashSet<>();
        for (ActorRef<Supervisor.Command> supervisor : host.supervisors()) {
            tree.ask(supervisor);
        }
        tree.children.values().forEach(told -> told.ifPresent(all -> all.forEach(child -> {
            if (child.child() != null) {
                supervised.add(child.child());
            }
        })));
        tree.children.keySet().stream()
                .filter(supervisor -> !supervised.contains(supervisor))
                .sorted(Comparator.<ActorRef<?>>comparingInt(root -> root.name().length()).thenComparing(ActorRef::name))
                .forEach(root -> tree.add(0, new ChildInfo(root.name(), root, false)));
        return tree.lines.size() <= LINES_MAX ? tree.lines : tree.lines.subList(0, LINES_MAX);
    }

    private void ask(ActorRef<Supervisor.Command> supervisor) {
        try {
            children.put(supervisor, Optional.of(supervisor.ask(Supervisor.Command.WhichChildren::new, PATIENCE)));
        } catch (AskException failed) {
            if (!(failed.reason() instanceof ExitReason.NoProcess)) {
                children.put(supervisor, Optional.empty());
            }
        }
    }

    private void add(int depth, ChildInfo info) {
        ActorRef<?> actor = info.child();
        if (actor == null) {
            lines.add(new Line(depth, info.id(), null, info.restarting() ? "restarting" : "ended"));
            return;
        }
        Optional<List<ChildInfo>> below = children.get(actor);
        if (below == null) {
            lines.add(new Line(depth, info.id(), actor.name(), "running"));
            return;
        }
        lines.add(new Line(depth, info.id(), actor.name(), below.isPresent() ? "supervisor" : "no answer"));
        List<ChildInfo> all = below.orElse(List.of());
        if (lines.size() < LINES_MAX) {
            all.stream().limit(CHILDREN_MAX).forEach(child -> add(depth + 1, child));
        }
        if (all.size() > CHILDREN_MAX) {
            lines.add(new Line(depth + 1, "…", null, all.size() - CHILDREN_MAX + " more"));
        }
    }

    /// Finds an actor that is a supervisor, or somebody's child.
    static Optional<ActorRef<?>> find(ActorHost host, String name) {
        SupervisionTree tree = new SupervisionTree();
        for (ActorRef<Supervisor.Command> supervisor : host.supervisors()) {
            if (supervisor.name().equals(name)) {
                return Optional.of(supervisor);
            }
            tree.ask(supervisor);
        }
        for (Optional<List<ChildInfo>> told : tree.children.values()) {
            for (ChildInfo child : told.orElse(List.of())) {
                ActorRef<?> actor = child.child();
                if (actor != null && actor.name().equals(name)) {
                    return Optional.of(actor);
                }
            }
        }
        return Optional.empty();
    }
}
