/// The commands that look at a space's folder, mend it, and save it, without a server: `tupelo journal` and `checkpoint`, `backup` and
/// `restore`.
///
/// What the files mean is known in the rooms of the journal, the checkpoint and the runtime alone; here is what is asked, printed and
/// confirmed. Depends on these, and on the changes that it shows.
@NullMarked
package io.tupelo.node.tool;

import org.jspecify.annotations.NullMarked;
