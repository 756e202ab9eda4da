/// The state machine of one space: `apply(command, time) → effects`. It decides; others do.
///
/// [io.tupelo.kernel.Kernel] takes one command at a time, gives it the next sequence number, and tells its
/// [io.tupelo.kernel.Effects] what is to be answered. Waiters, transactions, claims, leases, sessions and kept answers
/// are its state. There is no clock, no thread, no I/O and no ambient randomness in here, so that replay, replicas and
/// simulation can use the same code.
///
/// The way of one operation: `Kernel` → [io.tupelo.kernel.Operations] (what it asks) → [io.tupelo.kernel.Finder] (which
/// entries) → [io.tupelo.kernel.ContainerState] (the change) → [io.tupelo.kernel.Settling] (who waited for that).
/// Depends on the coordinators module alone.
@NullMarked
package io.tupelo.kernel;

import org.jspecify.annotations.NullMarked;
