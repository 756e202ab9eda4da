package io.tupelo.tuple;

import java.io.Serializable;
import java.util.function.Function;

/// A reference to an accessor of a record, as in `Resize::file`. Serializable only so that its name can be read; it is
/// never serialized.
///
/// @param <R> the record type
/// @param <V> the component's type
@FunctionalInterface
public interface RecordAccessor<R extends Record, V> extends Function<R, V>, Serializable {}
