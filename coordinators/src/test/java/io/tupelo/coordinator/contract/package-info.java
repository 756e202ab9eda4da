/// What every coordinator must keep, as tests: whoever writes one implements
/// [io.tupelo.coordinator.contract.CoordinatorContract].
@NullMarked
package io.tupelo.coordinator.contract;

import org.jspecify.annotations.NullMarked;
