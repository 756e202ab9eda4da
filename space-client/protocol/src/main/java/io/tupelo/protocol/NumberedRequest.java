package io.tupelo.protocol;

import io.tupelo.operation.Request;

/// A request and its number within its session.
///
/// @param number from 1, growing by one
/// @param request what is asked
public record NumberedRequest(long number, Request request) {}
