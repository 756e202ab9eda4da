@NullMarked
package io.tupelo.actor;

import org.jspecify.annotations.NullMarked;
