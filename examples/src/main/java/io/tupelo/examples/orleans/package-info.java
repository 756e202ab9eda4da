/// Predictions by grains as in Orleans: a model in memory, timers, reminders, and silos that are lost.
@NullMarked
package io.tupelo.examples.orleans;

import org.jspecify.annotations.NullMarked;
