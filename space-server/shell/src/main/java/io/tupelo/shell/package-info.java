/// The admin shell: a client like any other, for people and scripts.
///
/// A line goes through [io.tupelo.shell.CommandParser], which turns it into an operation or says at which column it
/// stopped making sense; [io.tupelo.shell.ShellSession] has it carried out and hands the answer to an
/// [io.tupelo.shell.Output]. Depends on the client alone.
@NullMarked
package io.tupelo.shell;

import org.jspecify.annotations.NullMarked;
