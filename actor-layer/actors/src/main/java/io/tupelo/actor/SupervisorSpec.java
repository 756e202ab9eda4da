package io.tupelo.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A supervisor: which children it has, and what it does when one of them ends. OTP's supervisor flags, with OTP's defaults. Immutable.
///
/// @param strategy who is restarted with whom
/// @param intensity how many restarts there may be within the period; with one more it ends its children, and itself
/// @param period how long a restart counts, in whole seconds
/// @param autoShutdown whether it ends by itself with its significant children
/// @param children the children it begins with, in this order; none if it is dynamic
/// @param each the rule for the children of a dynamic one
/// @param name under which it is registered, or null
public record SupervisorSpec(
        Strategy strategy,
        int intensity,
        Duration period,
        AutoShutdown autoShutdown,
        List<ChildSpec<?>> children,
        ChildSpec.Rule each,
        @Nullable String name) {
    /// Who is restarted when a child is.
    public enum Strategy {
        /// That child.
        ONE_FOR_ONE,
        /// All children.
        ONE_FOR_ALL,
        /// That child, and those that were started after it.
        REST_FOR_ONE,
        /// That child; there is no order among them, and they are ended together: `simple_one_for_one`.
        DYNAMIC
    }

    /// When a supervisor ends by itself, with `shutdown`.
    public enum AutoShutdown {
        /// It doesn't.
        NEVER,
        /// When a significant child has ended by itself and isn't restarted.
        ANY_SIGNIFICANT,
        /// When the last significant child has.
        ALL_SIGNIFICANT
    }

    /// Checks that the parts fit together.
    ///
    /// @throws IllegalArgumentException if they don't; it says which
    public SupervisorSpec {
        children = List.copyOf(children);
        if (intensity < 0 || period.toSeconds() < 1) {
            throw new IllegalArgumentException("at least 0 restarts in at least a second, not " + intensity + " in " + period);
        }
        if (strategy == Strategy.DYNAMIC && autoShutdown != AutoShutdown.NEVER) {
            throw new IllegalArgumentException("a dynamic supervisor doesn't end with its significant children");
        }
        if (strategy == Strategy.DYNAMIC && !children.isEmpty()) {
            throw new IllegalArgumentException("a dynamic supervisor begins without children, not with "
                    + children.getFirst().id() + "; start them by StartOne");
        }
        Set<String> ids = new HashSet<>();
        for (ChildSpec<?> child : children) {
            check(autoShutdown, child);
            if (!ids.add(child.id())) {
                throw new IllegalArgumentException("two children are called " + child.id());
            }
        }
    }

    private static void check(AutoShutdown auto, ChildSpec<?> child) {
        if (child.rule().significant() && auto == AutoShutdown.NEVER) {
            throw new IllegalArgumentException("child " + child.id() + " is significant, but its supervisor never ends by itself");
        }
        if (child.rule().significant() && child.rule().restart() == ChildSpec.Restart.PERMANENT) {
            throw new IllegalArgumentException("child " + child.id() + " is significant, but it is always restarted");
        }
    }

    void check(ChildSpec<?> child) {
        check(autoShutdown, child);
    }

    /// Returns one without children; it allows one restart in 5 seconds.
    public static SupervisorSpec of(Strategy strategy) {
        return new SupervisorSpec(
                strategy, 1, Duration.ofSeconds(5), AutoShutdown.NEVER, List.of(), ChildSpec.Rule.WORKER, null);
    }

    /// Returns a dynamic one, whose children all have the same rule: `simple_one_for_one`.
    public static SupervisorSpec dynamic(ChildSpec.Rule each) {
        return new SupervisorSpec(
                Strategy.DYNAMIC, 1, Duration.ofSeconds(5), AutoShutdown.NEVER, List.of(), each, null);
    }

    /// Returns this with a child more.
    public SupervisorSpec with(ChildSpec<?> child) {
        List<ChildSpec<?>> more = new ArrayList<>(children);
        more.add(child);
        return new SupervisorSpec(strategy, intensity, period, autoShutdown, more, each, name);
    }

    /// Returns this with another limit of restarts.
    public SupervisorSpec allowing(int restarts, Duration within) {
        return new SupervisorSpec(strategy, restarts, within, autoShutdown, children, each, name);
    }

    /// Returns this for one that ends by itself.
    public SupervisorSpec ending(AutoShutdown when) {
        return new SupervisorSpec(strategy, intensity, period, when, children, each, name);
    }

    /// Returns this with a name.
    public SupervisorSpec named(String to) {
        return new SupervisorSpec(strategy, intensity, period, autoShutdown, children, each, to);
    }

    /// Returns the supervisor as an actor.
    public ActorSpec<Supervisor.Command> actor() {
        ActorSpec<Supervisor.Command> actor = ActorSpec.of(context -> Supervisor.start(this, context));
        return name == null ? actor : actor.named(name);
    }
}
