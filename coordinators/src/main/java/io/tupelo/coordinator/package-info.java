/// How entries are found and ordered: the vocabulary of selections, and the interface that coordinators plug in by.
///
/// A container has one [io.tupelo.coordinator.Coordinator] for each way its entries can be found. Users of a space
/// meet [io.tupelo.coordinator.Coordinators], whose words serve both as coordinates when writing and as selectors when
/// looking. Whoever writes a coordinator implements [io.tupelo.coordinator.CoordinatorType] and names it in
/// `META-INF/services`; it sees tuples, positions and coordinates, never locks, threads, time or transactions.
///
/// The idea and the names are XVSM's (Kühn et al. 2009). Depends on `io.tupelo.tuple` alone.
@NullMarked
package io.tupelo.coordinator;

import org.jspecify.annotations.NullMarked;
