package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.EventKind;

/// The first byte of a change. A number once used keeps its meaning for ever.
final class ChangeKind {
    /// The version of the format, the first byte of all.
    static final int VERSION = 1;

    static final int COMMAND = 1;
    static final int STARTED = 2;
    static final int RESERVED = 3;
    static final int CONTAINER_CREATED = 4;
    static final int CONTAINER_DROPPED = 5;
    static final int WRITTEN = 6;
    static final int REVEALED = 7;
    static final int REPLACED = 8;
    static final int TAKEN = 9;
    static final int EXPIRED = 10;
    static final int RENEWED = 11;
    static final int CLAIMED = 12;
    static final int CLAIM_EXTENDED = 13;
    static final int RETURNED = 14;
    static final int CLAIM_ENDED = 15;
    static final int SESSION_OPENED = 16;
    static final int SESSION_ENDED = 17;
    static final int ANSWERED = 18;
    static final int ACKNOWLEDGED = 19;
    /// In checkpoints only.
    static final int CLAIM = 20;
    /// In checkpoints only.
    static final int SESSION = 21;

    /// The next answer is that of a write, which has written what the same command has.
    static final int ANSWERED_WRITTEN = 22;
    static final int ANSWERED_NEXT = 23;

    static final int INDEX_FOLLOWS = 0x80;

    /// Of a container: held entries block those behind them.
    static final int RULE_STRICT = 1;
    /// Of a container: its entries end with the process.
    static final int RULE_MEMORY = 2;

    static final int RULES_ALL = RULE_STRICT | RULE_MEMORY;

    private ChangeKind() {}

    static int removed(EventKind why) {
        return switch (why) {
            case TAKEN -> TAKEN;
            case EXPIRED -> EXPIRED;
            case WRITTEN, CHANGED, GAP -> throw new IllegalArgumentException("nothing is removed by being " + why);
        };
    }

    static int rulesOf(ContainerSpec spec) {
        int memory =
                switch (spec.durability()) {
                    case LOCAL -> 0;
                    case MEMORY -> RULE_MEMORY;
                };
        return memory | (spec.strict() ? RULE_STRICT : 0);
    }

    static int of(ContainerSpec.WhenFull rule) {
        return switch (rule) {
            case WAIT -> 0;
            case FAIL -> 1;
            case DROP_OLDEST -> 2;
        };
    }

    static ContainerSpec.WhenFull whenFull(int number) {
        return switch (number) {
            case 0 -> ContainerSpec.WhenFull.WAIT;
            case 1 -> ContainerSpec.WhenFull.FAIL;
            case 2 -> ContainerSpec.WhenFull.DROP_OLDEST;
            default -> throw new UnreadableException("no rule for a full container has the number " + number);
        };
    }
}
