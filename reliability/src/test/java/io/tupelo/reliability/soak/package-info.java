/// A server that runs for long: what it is made of doesn't grow.
@NullMarked
package io.tupelo.reliability.soak;

import org.jspecify.annotations.NullMarked;
