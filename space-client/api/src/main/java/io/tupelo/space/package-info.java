/// How a space is used: [io.tupelo.space.Space] and [io.tupelo.space.Container], the same for a space in this process
/// and for one across the network.
///
/// Everything here is written on top of one interface, [io.tupelo.space.SpacePort]. What a node looks up by
/// [java.util.ServiceLoader] lives here, too: interceptors and procedures. Depends on the coordinators module alone.
@NullMarked
package io.tupelo.space;

import org.jspecify.annotations.NullMarked;
