/// A live space in this process: the kernel, a lock, a clock, and what keeps it on disk.
///
/// [io.tupelo.runtime.EmbeddedSpace] is for users; [io.tupelo.runtime.SpaceRuntime] is what a server builds on. Whoever
/// calls runs the command itself, under the space's lock, which is held over I/O only to read a tuple back. What a
/// command changes becomes a record of the journal; what it brings about for anyone leaves when that is safe
/// (`ReleaseLoop`). Depends on the API, the kernel, the journal and the checkpoints.
@NullMarked
package io.tupelo.runtime;

import org.jspecify.annotations.NullMarked;
