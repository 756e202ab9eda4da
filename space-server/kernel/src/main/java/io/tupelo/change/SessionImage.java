package io.tupelo.change;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client's session as it outlives the process. Not thread-safe.
public final class SessionImage {
    private final long id;
    private final long secret;
    private final long leaseMillis;
    private final TreeMap<Long, KeptImage> kept = new TreeMap<>();
    private long lastNumber;
    private long answers;
    private long acknowledged;

    /// Makes one that has not been answered anything.
    public SessionImage(long id, long secret, long leaseMillis) {
        this.id = id;
        this.secret = secret;
        this.leaseMillis = leaseMillis;
    }

    /// Returns its number.
    public long id() {
        return id;
    }

    /// Returns what a client that resumes it has to know.
    public long secret() {
        return secret;
    }

    /// Returns how long it lives without a connection, in milliseconds.
    public long leaseMillis() {
        return leaseMillis;
    }

    /// Returns the highest number of a request whose answer is recorded.
    public long lastNumber() {
        return lastNumber;
    }

    /// Returns the highest number of an answer that is recorded.
    public long answers() {
        return answers;
    }

    /// Returns up to which answer the client has acknowledged.
    public long acknowledged() {
        return acknowledged;
    }

    /// Returns the recorded answers that it has not acknowledged, by their numbers.
    public Map<Long, KeptImage> kept() {
        return Collections.unmodifiableMap(kept);
    }

    /// Adds an answer behind the others.
    public void answer(long answerNumber, KeptImage answer) {
        resumeAt(answer.number(), answerNumber);
        keep(answerNumber, answer);
    }

    /// Adds an answer that counts already.
    public void keep(long answerNumber, KeptImage answer) {
        kept.put(answerNumber, answer);
    }

    /// Forgets the answers that the client has received.
    public void acknowledge(long answerNumber) {
        acknowledged = Math.max(acknowledged, answerNumber);
        kept.headMap(answerNumber, true).clear();
    }

    /// Notes what was answered and acknowledged once.
    public void resumeAt(long number, long answerNumber) {
        lastNumber = Math.max(lastNumber, number);
        answers = Math.max(answers, answerNumber);
    }

    void dropped(long container) {
        kept.replaceAll((number, answer) -> answer.without(container));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionImage image
                && id == image.id
                && secret == image.secret
                && leaseMillis == image.leaseMillis
                && lastNumber == image.lastNumber
                && answers == image.answers
                && acknowledged == image.acknowledged
                && kept.equals(image.kept);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, secret, leaseMillis, lastNumber, answers, acknowledged, kept);
    }

    @Override
    public String toString() {
        return "session " + id + ": request " + lastNumber + ", answer " + answers + ", acknowledged " + acknowledged
                + ", lease " + leaseMillis + " ms, " + kept;
    }
}
