/// Behaviours with the semantics and the names of Erlang/OTP.
@NullMarked
package io.tupelo.actor.otp;

import org.jspecify.annotations.NullMarked;
