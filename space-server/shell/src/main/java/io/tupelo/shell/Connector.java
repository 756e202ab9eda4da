package io.tupelo.shell;

import io.tupelo.client.SpaceClient;
import io.tupelo.space.Space;
import java.util.List;

/// How the shell gets to a server.
interface Connector {
    /// Opens a session with a space.
    ///
    /// @throws io.tupelo.space.SpaceException `UNREACHABLE` or `UNKNOWN_SPACE`
    Space connect(String space);

    /// Lists the spaces.
    List<String> spaces();

    /// Returns the server, as people write it.
    String server();

    /// Makes one for the server at `hostAndPort`.
    static Connector to(String hostAndPort) {
        String uri = "tupelo://" + hostAndPort;
        return new Connector() {
            @Override
            public Space connect(String space) {
                return SpaceClient.connect(uri + "/" + space);
            }

            @Override
            public List<String> spaces() {
                return SpaceClient.spaces(uri);
            }

            @Override
            public String server() {
                return hostAndPort;
            }
        };
    }
}
