/// What tests of actors are made of.
@NullMarked
package io.tupelo.actor.test;

import org.jspecify.annotations.NullMarked;
