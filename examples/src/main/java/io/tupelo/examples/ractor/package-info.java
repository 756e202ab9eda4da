/// What ractor has: a parent that is told what happens to its actors, and a factory of workers.
@NullMarked
package io.tupelo.examples.ractor;

import org.jspecify.annotations.NullMarked;
