package io.tupelo.node.tool;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Says in words what the payload of a record means.
@FunctionalInterface
public interface PayloadDescriber {
    /// How many bytes [#hex] shows at most.
    int HEX_BYTES_MAX = 32;

    /// Describes one, in a single line.
    ///
    /// @param payload its bytes, valid until this returns
    /// @throws RuntimeException if it doesn't know what they mean; they are shown as [#hex] then
    String describe(ByteBuffer payload);

    /// Shows the first bytes, in hexadecimal digits, and whether there are more.
    static String hex(ByteBuffer payload) {
        byte[] first = new byte[Math.min(HEX_BYTES_MAX, payload.remaining())];
        payload.get(payload.position(), first);
        return HexFormat.of().formatHex(first) + (first.length < payload.remaining() ? "..." : "");
    }
}
