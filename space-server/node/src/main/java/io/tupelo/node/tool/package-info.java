/// The commands that look at a space's folder, and mend it, without a server: `tupelo journal verify`, `dump` and `cut`.
///
/// What a journal's files mean is known in the journal's own room alone; here is what is asked, printed and confirmed.
/// Depends on the journal.
@NullMarked
package io.tupelo.node.tool;

import org.jspecify.annotations.NullMarked;
