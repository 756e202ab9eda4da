/// What every space must keep, wherever it lives. Implement [io.tupelo.space.contract.SpaceContract] in a test class of
/// each kind of space: embedded, remote, replicated.
@NullMarked
package io.tupelo.space.contract;

import org.jspecify.annotations.NullMarked;
