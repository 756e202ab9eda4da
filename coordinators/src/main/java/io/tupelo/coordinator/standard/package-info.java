/// The coordinators that come with Tupelo: `fifo`, `lifo`, `key`, `label`, `linda`, `vector`, `priority`, `query`,
/// `random` and `any`.
///
/// Each has a type, which checks what users give and is named in `META-INF/services`, and an index, made once for each
/// container. All are found and used through [io.tupelo.coordinator.CoordinatorType] alone: nothing but
/// `META-INF/services` depends on this package. It depends on `io.tupelo.coordinator` and `io.tupelo.tuple`.
@NullMarked
package io.tupelo.coordinator.standard;

import org.jspecify.annotations.NullMarked;
