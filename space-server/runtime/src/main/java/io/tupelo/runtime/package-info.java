/// A live space in this process: the kernel, a lock, a clock.
///
/// [io.tupelo.runtime.EmbeddedSpace] is for users; [io.tupelo.runtime.SpaceRuntime] is what a server builds on. Whoever
/// calls runs the command itself, under the space's lock, which is never held over I/O. Depends on the API and the
/// kernel.
@NullMarked
package io.tupelo.runtime;

import org.jspecify.annotations.NullMarked;
