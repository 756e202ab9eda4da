package io.tupelo.actor.names;

import io.tupelo.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/// A message that has come by post.
///
/// @param answering where its answer goes; null if it is no question
record Incoming(Tuple message, @Nullable Answering answering) {}
