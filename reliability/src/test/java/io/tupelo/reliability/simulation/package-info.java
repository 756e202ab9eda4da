/// A space, its log, its disk and its clients, in one thread, from one seed; and what a disk may do to them.
@NullMarked
package io.tupelo.reliability.simulation;

import org.jspecify.annotations.NullMarked;
