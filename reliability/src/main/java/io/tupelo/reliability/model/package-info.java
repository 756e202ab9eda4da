/// The contract of a space, executable: a model so simple that it is right at a glance, and what compares the kernel,
/// or a recorded history, with it.
@NullMarked
package io.tupelo.reliability.model;

import org.jspecify.annotations.NullMarked;
