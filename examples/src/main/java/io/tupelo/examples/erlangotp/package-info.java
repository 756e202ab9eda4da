/// What Erlang/OTP brought to actors: servers that crash, supervisors, and restarts that are counted and passed on.
@NullMarked
package io.tupelo.examples.erlangotp;

import org.jspecify.annotations.NullMarked;
