package io.tupelo.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/// Where a space is: `tupelo://host[:port][/space]`; the port is 7420 and the space `default` unless said.
///
/// @param host the server's name or address
/// @param port the server's port
/// @param space the space's name
record SpaceAddress(String host, int port, String space) {
    private static final int PORT = 7420;
    private static final int PORT_MAX = 65_535;
    private static final String SPACE = "default";

    /// Checks the port: a name that can't be looked up may be one later, but such a port never is.
    SpaceAddress {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MAX + ", not " + port);
        }
    }

    /// Reads an address.
    ///
    /// @throws IllegalArgumentException if it is none
    static SpaceAddress of(String text) {
        try {
            URI uri = new URI(text);
            if (!"tupelo".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("an address is tupelo://host[:port][/space], not " + text);
            }
            String path = uri.getPath() == null ? "" : uri.getPath();
            String space = path.length() > 1 ? path.substring(1) : SPACE;
            return new SpaceAddress(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort(), space);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("an address is tupelo://host[:port][/space], not " + text, wrong);
        }
    }

    /// Looks the host up anew each time, since it may have moved.
    InetSocketAddress resolve() {
        return new InetSocketAddress(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    /// Says that the server can't be reached, and why.
    String unreachable(IOException cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return "can't reach " + this + ": " + why;
    }

    @Override
    public String toString() {
        return "tupelo://" + host + ":" + port + "/" + space;
    }
}
