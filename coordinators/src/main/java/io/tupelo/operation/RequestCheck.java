package io.tupelo.operation;

import io.tupelo.coordinator.ContainerSpec;
import org.jspecify.annotations.Nullable;

/// What no space can be asked, whatever is in it: looked for before a request is applied or sent, so that an embedded and a
/// remote space refuse it alike, and a client never sends what a server would cut the connection for.
public final class RequestCheck {
    private RequestCheck() {}

    /// Returns what `request` fails with because it can't be asked; null if it can.
    public static Answer.@Nullable Failed refusal(Request request) {
        if (request.operation() instanceof Operation.FindContainer find && !ContainerSpec.isName(find.container())) {
            return failed(ErrorCode.UNKNOWN_CONTAINER, "no container can have the name \"" + find.container() + "\"");
        }
        String wrong = isNegative(request.transaction()) ? negative(request.transaction()) : wrongIn(request.operation());
        return wrong == null ? null : failed(ErrorCode.INVALID_REQUEST, wrong);
    }

    private static Answer.Failed failed(ErrorCode code, String why) {
        return new Answer.Failed(new Receipt(0, 0, 0), code, why);
    }

    private static @Nullable String wrongIn(Operation operation) {
        return switch (operation) {
            case Operation.Write _, Operation.Put _, Operation.Get _, Operation.Either _, Operation.Change _,
                    Operation.Move _, Operation.CreateContainer _, Operation.DropContainer _, Operation.FindContainer _,
                    Operation.Explain _, Operation.Inspect _, Operation.Execute _ -> null;
            case Operation.Claim claim -> wrongIn(claim.leaseMillis(), 0);
            case Operation.Complete complete -> wrongIn(complete.token(), 0);
            case Operation.Release release -> wrongIn(release.token(), release.delayMillis());
            case Operation.ExtendClaim extend -> wrongIn(extend.token(), extend.leaseMillis());
            case Operation.Renew renew -> wrongIn(renew.entry(), renew.leaseMillis());
            case Operation.Cancel cancel -> wrongIn(cancel.entry(), 0);
            case Operation.Begin begin -> wrongIn(begin.millis(), 0);
            case Operation.Commit commit -> wrongIn(commit.transaction(), 0);
            case Operation.Abort abort -> wrongIn(abort.transaction(), 0);
            case Operation.ExtendTransaction extend -> wrongIn(extend.transaction(), extend.millis());
            case Operation.Withdraw withdraw -> wrongIn(withdraw.number(), 0);
            case Operation.Watch watch -> watch.from() == null ? null : wrongIn(watch.from());
            case Operation.Batch batch -> wrongIn(batch);
        };
    }

    private static @Nullable String wrongIn(long one, long other) {
        if (isNegative(one)) {
            return negative(one);
        }
        return isNegative(other) ? negative(other) : null;
    }

    private static @Nullable String wrongIn(Receipt receipt) {
        return isNegative(receipt.index()) ? negative(receipt.index()) : wrongIn(receipt.epoch(), receipt.sequence());
    }

    private static @Nullable String wrongIn(Operation.Batch batch) {
        for (Operation.Condition condition : batch.conditions()) {
            if (condition instanceof Operation.Condition.VersionIs version) {
                String wrong = wrongIn(version.entry(), version.version());
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        for (Operation operation : batch.operations()) {
            // Looked into no further, since batches within batches may nest without end.
            String wrong = operation instanceof Operation.Batch ? "a batch can't be part of a batch" : wrongIn(operation);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static boolean isNegative(long number) {
        return number < 0;
    }

    private static String negative(long number) {
        return "numbers and times can't be negative, but this is " + number;
    }
}
