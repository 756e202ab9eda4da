/// Histories: what concurrent clients asked of a space and what it answered, and two checkers that hold them against the
/// contract. [io.tupelo.reliability.history.WitnessChecker] believes the receipts and replays in their order, at any
/// length; [io.tupelo.reliability.history.LinearizabilityChecker] believes nothing and searches for an order, in short
/// histories.
@NullMarked
package io.tupelo.reliability.history;

import org.jspecify.annotations.NullMarked;
