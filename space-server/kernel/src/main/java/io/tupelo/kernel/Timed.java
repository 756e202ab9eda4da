package io.tupelo.kernel;

/// Something that has an end, or another moment at which something happens to it.
sealed interface Timed permits StoredEntry, Waiter, TransactionState, ClaimState, SessionState {}
