package io.tupelo.client;

import io.tupelo.operation.ErrorCode;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.io.IOException;
import java.util.List;

/// Connects to spaces of a server.
public final class SpaceClient {
    private SpaceClient() {}

    /// Opens a session with the space at `address`, `tupelo://host[:port][/space]`, where the port is 7420 and the space
    /// `default` unless said. Blocks until the server has welcomed it.
    ///
    /// @throws SpaceException with `UNREACHABLE` if there is no connection within the time of [ClientConfig#DEFAULT], with
    ///     `UNKNOWN_SPACE` if the server has no such space, `OVERLOADED` if it takes no more connections,
    ///     `UNSUPPORTED_VERSION` if it speaks another version of the protocol
    /// @throws IllegalArgumentException if `address` is none
    public static Space connect(String address) {
        return connect(address, ClientConfig.DEFAULT);
    }

    /// Opens a session as [#connect(String)] does, with other settings.
    public static Space connect(String address, ClientConfig config) {
        return Space.over(port(address, config));
    }

    /// Opens a session as [#connect(String)] does, and returns what carries its requests.
    public static SpacePort port(String address, ClientConfig config) {
        return RemotePort.connect(SpaceAddress.of(address), config);
    }

    /// Lists the names of the spaces of the server at `address`; its own space does not matter. Opens no session.
    ///
    /// @throws SpaceException with `UNREACHABLE` if the server can't be reached, or with what it refuses it for
    public static List<String> spaces(String address) {
        SpaceAddress server = SpaceAddress.of(address);
        long millis = ClientConfig.DEFAULT.connectTimeout().toMillis();
        Frame[] answer = new Frame[1];
        try {
            Link.open(
                            server.resolve(),
                            new Frame.ListSpaces(ProtocolLimits.VERSION),
                            millis,
                            (_, spaces) -> answer[0] = spaces)
                    .close();
        } catch (IOException cause) {
            throw new SpaceException(ErrorCode.UNREACHABLE, server.unreachable(cause), cause);
        }
        return switch (answer[0]) {
            case Frame.Spaces spaces -> spaces.names();
            case Frame.Refused refused -> throw new SpaceException(refused.code(), refused.message());
            case Frame other ->
                throw new SpaceException(ErrorCode.MALFORMED_FRAME, "the server answered with " + other);
        };
    }
}
