package io.tupelo.change;

/// An open claim; what is claimed says so itself.
///
/// @param token its fencing token
/// @param session who has claimed
/// @param leaseEnd when it ends, in milliseconds since 1970
public record ClaimImage(long token, long session, long leaseEnd) {}
