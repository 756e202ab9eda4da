/// Durable actors whose hosts die, stop for longer than their lease, and come back, in one thread and from one seed.
@NullMarked
package io.tupelo.reliability.actors;

import org.jspecify.annotations.NullMarked;
