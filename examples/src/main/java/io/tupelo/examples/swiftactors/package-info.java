/// What Swift has: actors as isolation, and references to actors of other processes.
@NullMarked
package io.tupelo.examples.swiftactors;

import org.jspecify.annotations.NullMarked;
