package io.tupelo.change;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Receipt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The entries that the present command has written so far, for an answer that says no more. Not thread-safe.
final class WrittenIds {
    private static final int FEW = 16;

    private long[] ids = new long[FEW];
    private int count;

    void clear() {
        count = 0;
        if (ids.length > FEW) {
            ids = new long[FEW];
        }
    }

    void add(long id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    /// Returns the answer of a write that has written these.
    Answer.Written answer(Receipt receipt) {
        return new Answer.Written(
                receipt, LongStream.of(ids).limit(count).boxed().collect(Collectors.toUnmodifiableList()), 1);
    }

    /// Says whether an outcome is no other than the answer of a write that has written these, with that receipt.
    boolean tell(Change.Outcome outcome, long epoch, long sequence, int index) {
        return outcome instanceof Change.Outcome.Whole(Answer answer)
                && answer instanceof Answer.Written(Receipt receipt, List<Long> said, long version)
                && version == 1
                && said.size() == count
                && receipt.epoch() == epoch
                && receipt.sequence() == sequence
                && receipt.index() == index
                && LongStream.range(0, count).allMatch(i -> said.get((int) i) == ids[(int) i]);
    }
}
