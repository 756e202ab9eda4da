package io.tupelo.kernel;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.CoordinatorDefect;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.CoordinatorTypes;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.PluggedType;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/// Finds containers, transactions and claims by name and number, and makes containers.
final class Lookup {
    private final SpaceState space;

    Lookup(SpaceState space) {
        this.space = space;
    }

    ContainerState container(String name) {
        ContainerState container = space.containers.get(name);
        if (container == null) {
            throw new Refusal(ErrorCode.UNKNOWN_CONTAINER, "there is no container " + name + "; create it first");
        }
        return container;
    }

    /// Checks that `selection` makes sense for `container`.
    void checkSelection(ContainerState container, Selection selection) {
        for (Selector selector : selection.selectors()) {
            try {
                container.types[container.slot(selector.coordinator())].checkArgument(selector.argument());
            } catch (InvalidSelectionException wrong) {
                throw new Refusal(ErrorCode.INVALID_SELECTION, String.valueOf(wrong.getMessage()));
            } catch (CoordinatorDefect defect) {
                throw Refusal.of(defect);
            }
        }
    }

    TransactionState transaction(long id, SessionState session) {
        TransactionState transaction = space.transactions.get(id);
        if (transaction == null || transaction.session != session) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_TRANSACTION,
                    "transaction " + id + " is not open: it was committed or aborted, or its deadline passed");
        }
        return transaction;
    }

    ClaimState claim(long token) {
        ClaimState claim = space.claims.get(token);
        if (claim == null) {
            throw new Refusal(
                    ErrorCode.CLAIM_LOST,
                    "no claim has the token " + token + ": it was completed or released, or its lease ended");
        }
        return claim;
    }

    /// Says whether someone has waited for room longer than the operation that is tried now.
    boolean someoneEarlierWaitsForRoom(ContainerState container) {
        for (Waiter waiter : container.waiters.forRoom.members()) {
            if (waiter.arrival >= space.trying) {
                return false;
            }
            if (waiter.session.attached && !waiter.done) {
                return true;
            }
        }
        return false;
    }

    /// Makes a container. One without coordinators gets `fifo` and `linda`.
    ContainerState create(ContainerSpec spec) {
        ContainerSpec complete = spec.coordinators().isEmpty() ? spec.with("fifo").with("linda") : spec;
        try {
            ContainerState container = make(complete, space.nextId());
            space.recording.created(container);
            return container;
        } catch (CoordinatorDefect defect) {
            throw Refusal.of(defect);
        }
    }

    /// Makes the container that has that number.
    ContainerState make(ContainerSpec spec, long ordinal) {
        List<CoordinatorType> types = new ArrayList<>();
        for (ContainerSpec.Use use : spec.coordinators()) {
            CoordinatorType type = CoordinatorTypes.installed().get(use.coordinator());
            if (type == null) {
                throw new Refusal(
                        ErrorCode.UNKNOWN_COORDINATOR,
                        "this server has no coordinator " + use.coordinator() + " for container " + spec.name() + "; it has "
                                + String.join(", ", CoordinatorTypes.installed().keySet()));
            }
            types.add(PluggedType.of(type, use.coordinator(), spec.name()));
        }
        ContainerState container = new ContainerState(space, spec, types, ordinal);
        space.containers.put(spec.name(), container);
        return container;
    }

    /// Returns the container for dead letters that has that name, or one that is made, with entries that last as long as those
    /// it is for.
    ContainerState deadLetters(String name, Durability durability) {
        ContainerState there = space.containers.get(name);
        return there == null || !acceptsAnything(there)
                ? create(ContainerSpec.named(freeName(name, there)).lasting(durability))
                : there;
    }

    private static String freeName(String name, @org.jspecify.annotations.Nullable ContainerState there) {
        return there == null ? name : name + ".more";
    }

    private static boolean acceptsAnything(ContainerState container) {
        for (int slot = 0; slot < container.types.length; slot++) {
            if (container.types[slot].needsCoordinate()
                    && container.spec.coordinators().get(slot).obligatory()) {
                return false;
            }
        }
        return true;
    }
}
