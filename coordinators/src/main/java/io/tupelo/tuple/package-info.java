/// What a tuple is, and what a template matches.
///
/// A [io.tupelo.tuple.Tuple] is an immutable list of 1 to 64 typed fields; a [io.tupelo.tuple.Template] has one
/// [io.tupelo.tuple.Matcher] for each field. Matching is a pure function of the two. Java records are tuples:
/// [io.tupelo.tuple.Records] turns one into the other.
///
/// Depends on the JDK and, for regular expressions in linear time, on RE2/J. Everything else may depend on it.
@NullMarked
package io.tupelo.tuple;

import org.jspecify.annotations.NullMarked;
