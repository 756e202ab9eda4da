/// A counter as an actor of Rivet's: its state and what it has planned survive the server.
@NullMarked
package io.tupelo.examples.rivet;

import org.jspecify.annotations.NullMarked;
