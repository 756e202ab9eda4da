/// The server process: who may connect, what a connection is told, when it is cut; and `main`.
///
/// A [io.tupelo.node.TupeloServer] listens with Apache MINA. One thread does all input and output, and runs the requests
/// it reads itself, since an uncontended request takes less time than handing it to another thread. What a batch of
/// requests answers, to whichever connections, is written once at the end of the batch. What a session is, and what
/// happens to it without its connection, is decided in the runtime; a connection here is a pipe that may break any time.
/// Depends on the runtime and the protocol.
@NullMarked
package io.tupelo.node;

import org.jspecify.annotations.NullMarked;
