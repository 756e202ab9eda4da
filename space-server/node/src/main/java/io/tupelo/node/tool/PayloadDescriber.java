package io.tupelo.node.tool;

import com.google.gson.JsonObject;
import io.tupelo.journal.JournalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Says what the payload of a record means. It is shown the records in their order.
@FunctionalInterface
interface PayloadDescriber {
    /// How many bytes [#hex] shows at most.
    int HEX_BYTES_MAX = 32;

    /// Describes one, in a single line.
    ///
    /// @param record the record; its payload is valid until this returns
    /// @throws IOException if it doesn't know what that means; it is shown as [#hex] then
    String describe(JournalRecord record) throws IOException;

    /// Describes one for a program.
    ///
    /// @param into gets members
    /// @throws IOException if it doesn't know what that means; nothing has been added then
    default void describe(JournalRecord record, JsonObject into) throws IOException {
        into.addProperty("payload", describe(record));
    }

    /// Is told with which record it begins: whether nothing comes before.
    default void begin(boolean first) {
        // Whoever looks at each by itself needs nothing of it.
    }

    /// Shows the first bytes, in hexadecimal digits, and whether there are more.
    static String hex(ByteBuffer payload) {
        byte[] first = new byte[Math.min(HEX_BYTES_MAX, payload.remaining())];
        payload.get(payload.position(), first);
        return HexFormat.of().formatHex(first) + (first.length < payload.remaining() ? "..." : "");
    }
}
