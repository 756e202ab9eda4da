/// User profiles as actors of Orbit's: they come into memory and leave it, and are told; their host may be lost.
@NullMarked
package io.tupelo.examples.orbit;

import org.jspecify.annotations.NullMarked;
