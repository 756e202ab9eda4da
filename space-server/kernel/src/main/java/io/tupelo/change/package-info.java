/// What a space's commands change, as data: the language of its journal and its checkpoints.
///
/// The kernel tells each [io.tupelo.change.Change] as it makes it; [io.tupelo.change.SpaceImage] is what they add up to, and a
/// kernel is made of one. [io.tupelo.change.ChangeWriter] and [io.tupelo.change.ChangeReader] turn them into bytes and back, as docs/JOURNAL.md specifies. Pure: no I/O, no
/// time. Depends on tuples, coordinators and operations.
@NullMarked
package io.tupelo.change;

import org.jspecify.annotations.NullMarked;
