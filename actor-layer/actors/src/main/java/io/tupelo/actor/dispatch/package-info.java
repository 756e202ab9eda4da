/// Who runs the turns of actors: threads and a clock, or what a test has in their place. It doesn't know what actors are.
@NullMarked
package io.tupelo.actor.dispatch;

import org.jspecify.annotations.NullMarked;
