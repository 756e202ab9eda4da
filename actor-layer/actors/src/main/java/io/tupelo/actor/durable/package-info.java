/// Durable virtual actors: addressed by type and key, kept in a space, and run by whichever host owns their shard.
///
/// **One step is one batch**: what takes the message, changes the state, and sends what follows is applied at one place in the space's
/// order, or not at all; and only while the host owns the shard (*fencing*). What it writes, each in a container of its own:
///
/// | container | an entry is | found by | written by |
/// |---|---|---|---|
/// | `actors.mail` | a message that waits: `(actor, message, replyTo)`; with a delay, the tick of a reminder: `(actor, message, null, reminder, generation)` | label: the actor, and its shard | whoever sends; a step |
/// | `actors.state` | the state of an actor, a record as a tuple | key: the actor | its step |
/// | `actors.events` | what has happened to an actor that keeps events: `(actor, number, event)`; its state is `("Snapshot", number, state)` then | label: the actor, and `actor@number` of the snapshot before | its step |
/// | `actors.reminders` | a reminder: `(actor, name, generation, period in ms, message)` | key: the actor and the name; label: the actor | its step |
/// | `actors.replies` | the answer to who asked from elsewhere: `("reply", value)` or `("failed", why)`; a minute | key: `replyTo` | a step |
/// | `actors.shards` | who owns a shard: `(type, shard, host)`, with a lease; its number is the fencing token | key: `type/shard`; label: the type | its host |
/// | `actors.hosts` | a host: `(host, type)`, with a lease | key: `host/type`; label: the type | itself |
/// | `actors.dead` | a message that could not be handled: `(actor, message, error)` | fifo | a step |
///
/// An actor is written `type/key`, a shard of 64 `#type/shard`: the remainder by 64 of `h ^ (h >>> 16)`, where `h` is the key's
/// [String#hashCode]. What has a coordinator `any` beside (mail, state, shards) is there to be looked at as a whole: the shell does.
///
/// The batch of a step: *requires* the shard's entry in the version it was written with; takes the actor's oldest messages from `actors.mail`; puts its `actors.state`; writes to `actors.mail`, `actors.replies`,
/// `actors.reminders`. Steps of several actors, and several of one, may share a batch.
@NullMarked
package io.tupelo.actor.durable;

import org.jspecify.annotations.NullMarked;
