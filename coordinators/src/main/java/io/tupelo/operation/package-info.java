/// What may be asked of a space, and what it may answer: plain immutable data.
///
/// An [io.tupelo.operation.Operation] is the same value in the API that builds it, on the wire, and in the kernel that
/// applies it; so is an [io.tupelo.operation.Answer] on its way back. That is why there is one vocabulary and no
/// mapping between layers.
///
/// Depends on `io.tupelo.tuple` and `io.tupelo.coordinator`.
@NullMarked
package io.tupelo.operation;

import org.jspecify.annotations.NullMarked;
