/// The protocol between clients and nodes: frames, their codec, and their limits.
///
/// `tupelo/v1/tupelo.proto` is the contract, for clients in any language; docs/PROTOCOL.md says how it is spoken. The codec
/// writes and reads that format by hand, straight from and to the vocabulary of `io.tupelo.operation`, because messages
/// generated in between would cost more than the rest of a request together. The tests hold the two against each other.
///
/// What is read is checked: whatever bytes arrive, the outcome is a value or a [io.tupelo.protocol.ProtocolException]
/// that names the place. Knows no connection and no thread. Depends on the API, and on protobuf-java for reading.
@NullMarked
package io.tupelo.protocol;

import org.jspecify.annotations.NullMarked;
