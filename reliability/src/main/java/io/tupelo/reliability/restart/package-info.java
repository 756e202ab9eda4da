/// Spaces that are stopped and started again: what was recorded of them is what they were.
@NullMarked
package io.tupelo.reliability.restart;

import org.jspecify.annotations.NullMarked;
