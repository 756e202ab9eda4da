package io.tupelo.reliability.crash;

import io.tupelo.operation.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What clients were answered about jobs that are all different, and what follows for what is there in the end: what was
/// written is there or was consumed, once, and nothing else is. A job whose request was never answered may be either.
///
/// A client has a ledger of its own, used by its thread; [#add] puts them together.
final class Ledger {
    private static final int SHOWN_MAX = 20;

    private final Map<Long, String> written = new HashMap<>();
    private final Map<Long, String> perhapsWritten = new HashMap<>();
    private final Map<Long, String> consumed = new HashMap<>();
    private final Map<Long, String> perhapsConsumed = new HashMap<>();
    /// Jobs that were perhaps written, in one step with consuming one of which the client was not told which.
    private final Set<Long> replacements = new HashSet<>();
    private final Set<Receipt> receipts = new HashSet<>();
    private final Set<Long> tokens = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private Receipt latest = new Receipt(0, 0, 0);
    private long latestToken;

    /// A write of `job` was answered.
    void written(long job, String how) {
        perhapsWritten.remove(job);
        note(written, job, how, "written");
    }

    /// Nobody knows whether `job` was written.
    void perhapsWritten(long job, String how) {
        perhapsWritten.put(job, how);
    }

    /// An answer said that `job` is the client's.
    void consumed(long job, String how) {
        note(consumed, job, how, "consumed");
    }

    /// An answer said that `job` is the client's, but it may have been given back.
    void perhapsConsumed(long job, String how) {
        perhapsConsumed.put(job, how);
    }

    /// Nobody knows whether `job` was written; if it was, some other one was consumed in the same step.
    void perhapsReplaced(long job, String how) {
        perhapsWritten(job, how);
        replacements.add(job);
    }

    /// A job was seen, and nobody who sees it can have consumed it before.
    void seen(long job, String how) {
        if (consumed.containsKey(job)) {
            wrong.add("job " + job + " was seen by " + how + " after " + consumed.get(job));
        }
    }

    /// Something was answered with this receipt, which no other has, and which is behind those before.
    void answered(Receipt receipt, String how) {
        if (receipt.compareTo(latest) <= 0) {
            wrong.add(how + " at " + receipt + " came after " + latest);
        }
        latest = receipt;
        answeredMeanwhile(receipt, how);
    }

    /// Something that was waited for beside others was answered with this receipt, which no other has.
    void answeredMeanwhile(Receipt receipt, String how) {
        if (!receipts.add(receipt)) {
            wrong.add(how + " has the receipt " + receipt + " of another");
        }
    }

    /// A claim was answered with this token, which is greater than those before.
    void token(long token, String how) {
        if (token <= latestToken) {
            wrong.add(how + " got token " + token + " after " + latestToken);
        }
        latestToken = token;
        if (!tokens.add(token)) {
            wrong.add(how + " got token " + token + " of another");
        }
    }

    /// Notes something that should not be.
    void wrong(String what) {
        wrong.add(what);
    }

    private void note(Map<Long, String> into, long job, String how, String what) {
        String before = into.put(job, how);
        if (before != null) {
            wrong.add("job " + job + " was " + what + " twice: " + before + ", and " + how);
        }
    }

    /// Adds what another client was answered.
    void add(Ledger other) {
        other.written.forEach(this::written);
        perhapsWritten.putAll(other.perhapsWritten);
        other.consumed.forEach(this::consumed);
        perhapsConsumed.putAll(other.perhapsConsumed);
        replacements.addAll(other.replacements);
        wrong.addAll(other.wrong);
        addUnique(receipts, other.receipts, "receipt");
        addUnique(tokens, other.tokens, "token");
    }

    private <T> void addUnique(Set<T> into, Set<T> from, String what) {
        for (T each : from) {
            if (!into.add(each)) {
                wrong.add("two clients got the " + what + " " + each);
            }
        }
    }

    /// Compares with the jobs that are there.
    ///
    /// @throws AssertionError naming what is lost or doubled
    void check(List<Long> left) {
        Map<Long, String> there = new HashMap<>();
        left.forEach(job -> note(there, job, "it is there", "found in the end"));
        for (Map<Long, String> seen : List.of(consumed, there)) {
            seen.forEach((job, how) -> {
                if (!written.containsKey(job) && !perhapsWritten.containsKey(job)) {
                    wrong.add("job " + job + " was never written, but " + how);
                }
            });
        }
        consumed.forEach((job, how) -> {
            if (there.containsKey(job)) {
                wrong.add("job " + job + " is still there after " + how);
            }
        });
        List<String> missing = new ArrayList<>();
        written.forEach((job, how) -> {
            if (!there.containsKey(job) && !consumed.containsKey(job) && !perhapsConsumed.containsKey(job)) {
                missing.add("job " + job + " is lost: " + how);
            }
        });
        // What a client was answered with was written, also if it may have been given back.
        List<Long> replaced = replacements.stream()
                .filter(job -> there.containsKey(job) || consumed.containsKey(job) || perhapsConsumed.containsKey(job))
                .toList();
        // What was perhaps written or consumed may have been what was replaced.
        List<Long> unseen = Stream.concat(perhapsWritten.keySet().stream(), perhapsConsumed.keySet().stream())
                .distinct()
                .filter(job -> !there.containsKey(job) && !consumed.containsKey(job))
                .toList();
        if (missing.size() > replaced.size() || missing.size() + unseen.size() < replaced.size()) {
            wrong.add(missing.size() + " jobs are lost, and " + replaced.size() + " were replaced by steps that nobody was told of");
            wrong.addAll(missing);
            wrong.add("replaced: " + replaced + "; neither there nor consumed, as far as anybody knows: " + unseen);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " findings among " + this + ":\n"
                    + String.join("\n", wrong.subList(0, Math.min(SHOWN_MAX, wrong.size()))));
        }
    }

    @Override
    public String toString() {
        return written.size() + " jobs written, " + consumed.size() + " consumed, " + perhapsWritten.size() + " perhaps written, "
                + perhapsConsumed.size() + " perhaps consumed";
    }
}
