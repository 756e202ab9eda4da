/// The same work for actors of two processes, Tupelo's and Pekko's. Each side has a part in this process, and a program for the other one.
@NullMarked
package io.tupelo.benchmarks.remote;

import org.jspecify.annotations.NullMarked;
