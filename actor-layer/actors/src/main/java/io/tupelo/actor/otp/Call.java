package io.tupelo.actor.otp;

/// A request that is answered.
///
/// @param <R> what the answer is; a class or a record, which the answer is checked against
public interface Call<R> {}
