package io.tupelo.examples.swiftactors;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.AskException;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Accounts, and transfers between them that somebody else has to approve. While it waits for that, no other message is handled: what it
/// has checked before is true afterwards.
final class Bank implements Behavior<Bank.Order> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Long> balances;
    private final ActorRef<Approve> authority;

    /// What it accepts.
    sealed interface Order {
        /// Moves money; answers whether it was.
        record Transfer(String from, String to, long amount, ActorRef<Boolean> replyTo) implements Order {}

        /// Asks for all balances.
        record Balances(ActorRef<Map<String, Long>> replyTo) implements Order {}
    }

    /// What the authority is asked.
    record Approve(String from, long amount, ActorRef<Boolean> replyTo) {}

    private Bank(Map<String, Long> balances, ActorRef<Approve> authority) {
        this.balances = new TreeMap<>(balances);
        this.authority = authority;
    }

    static ActorSpec<Order> spec(Map<String, Long> balances, ActorRef<Approve> authority) {
        return ActorSpec.<Order>of(_ -> new Bank(balances, authority)).blockingly();
    }

    @Override
    public Behavior<Order> receive(Context<Order> context, Order order) {
        switch (order) {
            case Order.Transfer transfer -> transfer.replyTo().tell(transferred(transfer));
            case Order.Balances(var replyTo) -> replyTo.tell(Map.copyOf(balances));
        }
        return this;
    }

    private boolean transferred(Order.Transfer transfer) {
        if (balances.getOrDefault(transfer.from(), 0L) < transfer.amount() || !isApproved(transfer)) {
            return false;
        }
        balances.merge(transfer.from(), -transfer.amount(), Long::sum);
        balances.merge(transfer.to(), transfer.amount(), Long::sum);
        return true;
    }

    /// Swift's `await`: here the actor waits.
    private boolean isApproved(Order.Transfer transfer) {
        try {
            return authority.ask(replyTo -> new Approve(transfer.from(), transfer.amount(), replyTo), LIMIT);
        } catch (AskException _) {
            // Who can't be asked has not approved.
            return false;
        }
    }
}
