/// Where the examples play, and how they say what they show. The examples depend on this, and this on none of them.
@NullMarked
package io.tupelo.examples.stage;

import org.jspecify.annotations.NullMarked;
