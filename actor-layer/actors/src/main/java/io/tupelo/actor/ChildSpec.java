package io.tupelo.actor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A child of a supervisor: OTP's child specification. Immutable.
///
/// @param id its name among the children
/// @param actor what it is
/// @param rule when it is restarted, and how it is ended
public record ChildSpec<M>(String id, ActorSpec<M> actor, Rule rule) {
    /// When a child is restarted.
    public enum Restart {
        /// Always.
        PERMANENT,
        /// Unless it ended in good order; see [ExitReason#isOrderly].
        TRANSIENT,
        /// Never; it is forgotten.
        TEMPORARY
    }

    /// When a child is restarted, and how it is ended. Immutable.
    ///
    /// @param restart when it is restarted
    /// @param shutdown how long it may take to end when it is asked to; null for as long as it likes. Zero: it isn't asked, but killed
    /// @param significant whether the supervisor may end with it; see [SupervisorSpec.AutoShutdown]
    public record Rule(Restart restart, @Nullable Duration shutdown, boolean significant) {
        /// A worker's, as OTP has it: always restarted, with 5 seconds to end.
        public static final Rule WORKER = new Rule(Restart.PERMANENT, Duration.ofSeconds(5), false);
        /// A supervisor's: always restarted, with as long to end as its children take.
        public static final Rule SUPERVISOR = new Rule(Restart.PERMANENT, null, false);

        /// Checks that the time isn't negative.
        public Rule {
            if (shutdown != null && shutdown.isNegative()) {
                throw new IllegalArgumentException("a child can't be given " + shutdown + " to end");
            }
        }
    }

    /// Checks that nothing is missing.
    public ChildSpec {
        requireNonNull(id, "id");
        requireNonNull(actor, "actor");
        requireNonNull(rule, "rule");
    }

    /// Returns one that is always restarted, and may take 5 seconds to end.
    public static <M> ChildSpec<M> of(String id, ActorSpec<M> actor) {
        return new ChildSpec<>(id, actor, Rule.WORKER);
    }

    /// Returns one that is a supervisor itself: it is always restarted, and may take as long to end as its children do.
    public static ChildSpec<Supervisor.Command> of(String id, SupervisorSpec supervisor) {
        return new ChildSpec<>(id, supervisor.actor(), Rule.SUPERVISOR);
    }

    /// Returns this with another rule for restarts.
    public ChildSpec<M> restarting(Restart when) {
        return new ChildSpec<>(id, actor, new Rule(when, rule.shutdown, rule.significant));
    }

    /// Returns this with another time to end.
    public ChildSpec<M> endingWithin(@Nullable Duration time) {
        return new ChildSpec<>(id, actor, new Rule(rule.restart, time, rule.significant));
    }

    /// Returns this for one that is killed, not asked to end: `brutal_kill`.
    public ChildSpec<M> brutally() {
        return endingWithin(Duration.ZERO);
    }

    /// Returns this for one with which the supervisor may end.
    public ChildSpec<M> significantly() {
        return new ChildSpec<>(id, actor, new Rule(rule.restart, rule.shutdown, true));
    }
}
