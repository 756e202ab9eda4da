package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// What an actor does with its messages, which one it is at, and whom it is bound to: who has started it, and those it is linked to. Of its
/// turn, but for what others see of it from outside.
abstract class Doing<M> extends Turns {
    /// No behavior, no actor.
    @Nullable Behavior<M> behavior;
    /// Whether it handles a message that wasn't stashed; and that message, unless it is the first in the mailbox. (Most are, and a
    /// reference less is written for each message, which the collector would have to be told of.)
    boolean handling;
    private @Nullable Node apart;
    /// Why it has ended for good; null while it hasn't.
    @Nullable ExitReason buried;

    /// Who has started it; null if that was no actor.
    final @Nullable Cell<?> parent;
    /// What that knows of it, if it is its supervisor; null if not.
    final @Nullable Child place;
    /// Whether its end ends its parent, or is told to it, and the other way round.
    boolean bound;

    @Nullable Bonds bonds;

    Doing(@Nullable Cell<?> parent, @Nullable Child place) {
        this.parent = parent;
        this.place = place;
    }

    /// Returns what the actor is called.
    public abstract String name();

    /// Handles what isn't the first in the mailbox.
    final void handleApart(@Nullable Node node) {
        if (node != null) {
            Node turn = first();
            apart = node;
            handle(node);
            if (isMine(turn)) {
                apart = null;
            }
        }
    }

    /// Returns the message that it handles; null for none.
    final @Nullable Node current() {
        return !handling ? null : apart != null ? apart : first();
    }

    /// Returns the last message in the mailbox that is known of and isn't handled just now; null for none.
    final @Nullable Node lastWaiting() {
        return lastMessage(handling && apart == null);
    }

    /// Says whether it waits for its supervisor.
    final boolean isDown() {
        return behavior == null && buried == null;
    }

    // ---- for who looks from outside ----

    final @Nullable Observed<M> observed() {
        return behavior instanceof Observed<M> observed ? observed : null;
    }

    /// Returns at what the thread that runs it is, about.
    final @Nullable Node isAt() {
        Node other = apart;
        return other != null ? other : firstSeen();
    }

    /// Returns what others call the actor.
    final String observedName() {
        Observed<M> other = observed();
        return other == null ? name() : other.observedName();
    }

    /// Returns what others call that which it is at.
    final String observedMessage(@Nullable Node at) {
        Observed<M> other = observed();
        if (other != null) {
            return other.observedMessage();
        }
        return at == null || !isMessage(at) ? "a signal" : at.message.getClass().getName();
    }

    /// Another thread takes the turn from one that doesn't come back from `at`. Returns that, if it is a message.
    final @Nullable Node abandon(Node at) {
        boolean isMessage = handling && isMessage(at);
        handling = false;
        apart = null;
        return isMessage ? at : null;
    }

    // ---- whom it is bound to ----

    /// Returns what its supervisor knows of it; null if it has none.
    final @Nullable Child place() {
        return place;
    }

    final Bonds bonds() {
        checkTurn();
        Bonds there = bonds;
        if (there == null) {
            there = new Bonds();
            bonds = there;
        }
        return there;
    }

    /// Says whether that is the actor that has started this one.
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    public final boolean isParent(ActorRef<?> other) {
        return other == parent;
    }

    /// A supervisor has no list of links to its children: it has them anyhow.
    final boolean isLinked(Cell<?> other) {
        return isParent(other) ? bound : other.isChildOf(this) || hasLink(other);
    }

    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    final boolean isChildOf(Doing<?> other) {
        return place != null && parent == other;
    }

    final boolean hasLink(Cell<?> other) {
        return bonds != null && bonds.isLinked(other);
    }

    final boolean addLink(Cell<?> other) {
        checkTurn();
        if (!isParent(other)) {
            return bonds().link(other);
        }
        boolean news = !bound;
        bound = true;
        return news;
    }

    final boolean removeLink(Cell<?> other) {
        checkTurn();
        if (!isParent(other)) {
            return bonds != null && bonds.unlink(other);
        }
        boolean was = bound;
        bound = false;
        return was;
    }

    /// Says whether somebody sees to it that it begins anew.
    final boolean comesBack() {
        return observed() != null || (place != null && place.rule.restart() != ChildSpec.Restart.TEMPORARY);
    }

    /// Returns an actor of this process.
    ///
    /// @throws IllegalArgumentException if it is none
    static Cell<?> cell(ActorRef<?> ref) {
        if (ref instanceof Cell<?> cell) {
            return cell;
        }
        throw new IllegalArgumentException("not an actor of this process: " + ref.name());
    }
}
