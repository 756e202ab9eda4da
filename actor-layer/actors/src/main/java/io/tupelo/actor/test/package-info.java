/// What tests of actors are made of: turns and a time that follow from a seed ([SimulatedDispatcher]), an actor that a test
/// looks through ([Probe]), and what goes wrong ([Faults]).
@NullMarked
package io.tupelo.actor.test;

import org.jspecify.annotations.NullMarked;
