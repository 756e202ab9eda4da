package io.tupelo.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open claim: entries taken for a while, under a fencing token.
final class ClaimState implements Timed {
    final long token;
    final List<StoredEntry> entries;
    final long session;
    long leaseEnd;
    Timers.@Nullable Timer timer;

    ClaimState(long token, List<StoredEntry> entries, long session) {
        this.token = token;
        this.entries = entries;
        this.session = session;
    }
}
