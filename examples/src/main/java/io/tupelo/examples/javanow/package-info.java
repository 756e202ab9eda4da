/// What JavaNOW brought to tuple spaces: entity spaces, the IfExists operations, and listeners.
@NullMarked
package io.tupelo.examples.javanow;

import org.jspecify.annotations.NullMarked;
