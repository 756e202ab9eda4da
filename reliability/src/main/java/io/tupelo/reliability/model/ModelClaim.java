package io.tupelo.reliability.model;

import java.util.List;

/// A claim of the model.
record ModelClaim(long token, List<ModelEntry> entries, long leaseEnd, long timerSet) {}
