/// The same work for actors of Tupelo, of Pekko, and of Erlang: what the suites over actors compare. Depends on the actors, and on nothing
/// else of the benchmarks.
@NullMarked
package io.tupelo.benchmarks.actor;

import org.jspecify.annotations.NullMarked;
