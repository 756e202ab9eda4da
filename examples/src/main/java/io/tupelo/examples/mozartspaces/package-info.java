/// What MozartSpaces brought to tuple spaces: coordinators, chains of selectors, bounds, transactions, aspects.
@NullMarked
package io.tupelo.examples.mozartspaces;

import org.jspecify.annotations.NullMarked;
