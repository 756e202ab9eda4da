/// A coordinator from outside the house: `geo` finds entries by where on earth they are. Depends on the coordinators' SPI;\n/// only the example itself opens a space.
@NullMarked
package io.tupelo.examples.geo;

import org.jspecify.annotations.NullMarked;
