/// Facets for actors of any kind.
@NullMarked
package io.tupelo.actor.facet;

import org.jspecify.annotations.NullMarked;
