package io.tupelo.client;

import java.time.Duration;

/// How a client behaves. Immutable.
///
/// @param connectTimeout how long it tries to reach the server, at first and after a connection broke, before what waits
///     fails with `UNREACHABLE`
/// @param lease how long the server keeps the session while there is no connection; zero for the server's default
/// @param inFlightBytesMax how much may be sent and not answered, in bytes, before callers wait to send more
public record ClientConfig(Duration connectTimeout, Duration lease, int inFlightBytesMax) {
    /// Five seconds to connect, the server's lease, 8 MiB in flight.
    public static final ClientConfig DEFAULT = new ClientConfig(Duration.ofSeconds(5), Duration.ZERO, 8 << 20);

    /// Returns this with another time for connecting.
    public ClientConfig withConnectTimeout(Duration timeout) {
        return new ClientConfig(timeout, lease, inFlightBytesMax);
    }

    /// Returns this with another lease.
    public ClientConfig withLease(Duration time) {
        return new ClientConfig(connectTimeout, time, inFlightBytesMax);
    }
}
