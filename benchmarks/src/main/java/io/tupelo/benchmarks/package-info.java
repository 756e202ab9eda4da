/// What Tupelo can do, each number beside what the obvious alternative does in the same run. May depend on every room;
/// nothing depends on it.
///
/// A [Suite] makes [Trial]s, [Rounds] runs them in turns and takes medians, and [Row]s hold what came out against the bar.
@NullMarked
package io.tupelo.benchmarks;

import org.jspecify.annotations.NullMarked;
