/// What LuaTS brought to tuple spaces: reactions to what happens in the space.
@NullMarked
package io.tupelo.examples.luats;

import org.jspecify.annotations.NullMarked;
