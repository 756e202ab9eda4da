/// The smallest program that uses a space, in this process or across the network.
@NullMarked
package io.tupelo.examples.hello;

import org.jspecify.annotations.NullMarked;
