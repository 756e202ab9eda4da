package io.tupelo.space;

import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Entries taken for a while: hidden from others until they are completed, released, or the lease ends. Thread-safe.
///
/// When the lease ends they come back with one delivery more, and past the container's limit they move to its dead
/// letters. The token is a fencing token: a storage that remembers the greatest one it saw can refuse who comes late.
/// Closing a claim that is not completed releases it:
///
/// ```java
/// try (Claim claim = jobs.claim(fifo(), Duration.ofSeconds(30)).orElseThrow()) {
///     claim.completeWriting("done", work(claim.tuple()));
/// }
/// ```
public final class Claim implements AutoCloseable {
    private final View view;
    private final Answer.Claimed claimed;
    private volatile boolean open = true;

    Claim(View view, Answer.Claimed claimed) {
        this.view = view;
        this.claimed = claimed;
    }

    /// Returns what was claimed, in the order of the selection.
    public List<Entry> entries() {
        return claimed.entries();
    }

    /// Returns the first entry's tuple.
    ///
    /// @throws java.util.NoSuchElementException if the selection said `available()` and nothing was
    public Tuple tuple() {
        return entries().getFirst().tuple();
    }

    /// Returns the fencing token: greater than every one given before in this space.
    public long token() {
        return claimed.token();
    }

    /// Returns when the lease given at first ends, by the space's clock.
    public Instant leaseEnd() {
        return Instant.ofEpochMilli(claimed.leaseEndMillis());
    }

    /// Returns where in the order the claim took effect.
    public Receipt receipt() {
        return claimed.receipt();
    }

    /// Removes the entries for good and writes `results`, in one step.
    ///
    /// @throws SpaceException `CLAIM_LOST` if the claim has ended: nothing was written; `UNKNOWN_CONTAINER`,
    ///     `CONTAINER_FULL` and what else a write fails with: the claim stands
    public Answer.Written complete(Operation.Into... results) {
        return ended(() -> Answers.written(view.call(new Operation.Complete(token(), List.of(results)))));
    }

    /// Removes the entries for good and writes one tuple to `container`, in one step; fails as [#complete].
    public Answer.Written completeWriting(String container, Tuple result, Selector... coordinates) {
        return complete(new Operation.Into(container, Draft.of(result, coordinates)));
    }

    /// Removes the entries for good and writes a record to `container`, in one step; fails as [#complete].
    public Answer.Written completeWriting(String container, Record result, Selector... coordinates) {
        return completeWriting(container, Tuple.of(result), coordinates);
    }

    /// Gives the entries back to where they were. Each has one delivery more.
    ///
    /// @throws SpaceException `CLAIM_LOST` if the claim has ended
    public Receipt release() {
        return release(Duration.ZERO);
    }

    /// Gives the entries back; they can be found again once `delay` has passed, in whole milliseconds.
    ///
    /// @throws SpaceException `CLAIM_LOST` if the claim has ended
    public Receipt release(Duration delay) {
        return ended(() -> Answers.done(view.call(new Operation.Release(token(), TimeUnit.MILLISECONDS.convert(delay)))));
    }

    /// Lets the claim last `lease` from now on, in whole milliseconds.
    ///
    /// @throws SpaceException `CLAIM_LOST` if the claim has ended
    public Receipt extend(Duration lease) {
        return Answers.done(view.call(new Operation.ExtendClaim(token(), TimeUnit.MILLISECONDS.convert(lease))));
    }

    private <T> T ended(java.util.function.Supplier<T> how) {
        try {
            T result = how.get();
            open = false;
            return result;
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.CLAIM_LOST) {
                open = false;
            }
            throw failed;
        }
    }

    /// Releases the entries unless they were completed or released. Never fails: what can't be released now comes back
    /// when the lease ends.
    @Override
    public void close() {
        if (open) {
            open = false;
            view.end(new Operation.Release(token(), 0));
        }
    }

    @Override
    public String toString() {
        return "claim " + token();
    }
}
