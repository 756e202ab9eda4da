package io.tupelo.examples.wordcount;

import java.util.Map;

/// What one chunk came to.
///
/// @param chunk which one
/// @param worker who counted it
/// @param deliveries how often it had come back from a worker that did not complete it
/// @param counts how often each word is in it, a [Long] for each
record Partial(int chunk, String worker, int deliveries, Map<String, ?> counts) {}
