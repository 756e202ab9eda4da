/// Actors that are found by a name, in groups, or as the one of their kind, from every process of a space.
///
/// What has a name is a volatile actor of one process. The name is an entry, so the space decides who has it: an entry of the process's
/// session, which ends with it, or when the actor does. Messages from elsewhere go to the container `actors.post`, and the process that
/// has the name takes them, each at most once. That container is in memory: a message lives no longer than the process it is for.
///
/// | container | an entry is | found by | written by |
/// |---|---|---|---|
/// | `actors.processes` | a process that takes part: `(name)`; ends with its session. Its number is the process's | fifo | itself |
/// | `actors.names` | an address, and who is there: `(address, process, name of the process, class of messages)`; ends with the session, that of a singleton with a lease as well; its number is the fencing token | key: the address; label: `name`, or `group` and `group:GROUP` | the process of the actor |
/// | `actors.post` | messages to an address: `(address, [messages])`, or questions: `(address, [messages], process, [numbers])`, where the process is who asks; answers, to `process:N`: number, `reply` or `failed`, and value, one after the other; a minute | label: `@process` | whoever sends; taken by the process |
///
/// | address | is |
/// |---|---|
/// | `name:NAME` | the actor that is registered under a name, or the singleton of that name |
/// | `group:GROUP/NUMBER` | a member of a group |
/// | `ref:PROCESS/NUMBER` | an actor that has no name, and that some message to elsewhere refers to; until it ends |
/// | `process:PROCESS` | a process, which has asked |
/// | `TYPE/KEY` | a virtual actor of [io.tupelo.actor.durable] |
///
/// The batch that writes a message *requires* that the entry of its address is still the one that the sender knows: what is addressed to
/// somebody who isn't there any more goes to the successor, or fails.
@NullMarked
package io.tupelo.actor.names;

import org.jspecify.annotations.NullMarked;
