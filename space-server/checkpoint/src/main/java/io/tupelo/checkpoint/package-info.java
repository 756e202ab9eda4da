/// The state of a space at one sequence, sealed in a file: values, which are bytes, under ascending numbers.
///
/// [io.tupelo.checkpoint.CheckpointWriter] makes such a file, beside a server at work, and seals it
/// ([io.tupelo.checkpoint.Seal]); [io.tupelo.checkpoint.Checkpoint] opens one, which reads it through once to see that nothing
/// in it has changed. [io.tupelo.checkpoint.Checkpoints] keeps the last two of a folder, and
/// [io.tupelo.checkpoint.ColdValues] the values that are asked for often. docs/CHECKPOINT.md specifies the file.
///
/// Depends on MapDB, on Caffeine and on the JDK, and knows no tuples.
@NullMarked
package io.tupelo.checkpoint;

import org.jspecify.annotations.NullMarked;
