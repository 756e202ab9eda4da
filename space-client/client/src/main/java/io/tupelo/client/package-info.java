/// A space across the network: [io.tupelo.client.SpaceClient] connects and gives a [io.tupelo.space.Space].
///
/// The session outlives its connections: requests are numbered, what was not answered when a connection broke is asked
/// again over the next one, and nothing is applied twice or answered twice. Reading is done by whoever waits: one of the
/// blocked callers reads for all ([io.tupelo.client.RemotePort] tells how), since handing an answer from one thread to
/// another costs more than the rest of a request. Objects of Java travel by [io.tupelo.client.KryoObjects]. Depends on the
/// protocol and the API.
@NullMarked
package io.tupelo.client;

import org.jspecify.annotations.NullMarked;
