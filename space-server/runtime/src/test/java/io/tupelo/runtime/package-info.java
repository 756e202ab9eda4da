/// Tests of the live space.
@org.jspecify.annotations.NullMarked
package io.tupelo.runtime;
