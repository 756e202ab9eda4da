/// A queue whose server is killed ten times: producers, consumers and a script that counts what was done.
@NullMarked
package io.tupelo.examples.durablequeue;

import org.jspecify.annotations.NullMarked;
