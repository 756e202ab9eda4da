/// Clients of one server each, Tupelo's and its peers', that do the same work. Nothing else of the benchmarks is needed here but the types of
/// actors.
@NullMarked
package io.tupelo.benchmarks.client;

import org.jspecify.annotations.NullMarked;
