/// Behaviours with the semantics and the names of Erlang/OTP: [GenServer], [GenStateMachine] (`gen_statem`) and [GenEvent].
///
/// Calls are typed: a [Call] says what it is answered by, and a [ServerRef] which requests its server accepts. A thread calls and waits;
/// an actor asks, and gets what comes of it as a message. What OTP makes an exit of the caller is an [io.tupelo.actor.AskException] here,
/// with the same reason: `timeout`, `noproc`, or the server's own.
///
/// Where it is otherwise than in OTP:
///
/// - Signals (exits, downs, timers) come before the messages that wait, whichever came first. A timeout that means "no message came"
///   isn't told if one waits.
/// - `init` runs on the thread of whoever starts the server, so there is no start timeout.
/// - A supervised server that is restarted keeps its reference, and the requests that wait for it, but not what was postponed.
/// - A request whose caller has given up before it was looked at isn't handled.
/// - Hibernation is accepted and does nothing: an idle actor has no stack, and its heap is everybody's.
@NullMarked
package io.tupelo.actor.otp;

import org.jspecify.annotations.NullMarked;
