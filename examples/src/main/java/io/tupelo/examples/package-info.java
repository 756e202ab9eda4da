/// The examples: each in a package of its own, started by `bin/tupelo example NAME`.
@NullMarked
package io.tupelo.examples;

import org.jspecify.annotations.NullMarked;
