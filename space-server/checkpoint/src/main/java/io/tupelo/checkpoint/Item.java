package io.tupelo.checkpoint;

/// One value of a checkpoint, and the number it stands under.
///
/// @param key 0 or more
/// @param value the bytes, up to [#VALUE_BYTES_MAX]; not copied, so nobody may change them
@SuppressWarnings("ArrayRecordComponent") // Items are passed on and never compared; a copy for each would cost more than reading it.
public record Item(long key, byte[] value) {
    /// The longest value there may be, in bytes.
    public static final int VALUE_BYTES_MAX = 1 << 30;

    /// Checks the key and the length.
    public Item {
        if (key < 0) {
            throw new IllegalArgumentException("a key is at least 0, but this one " + key);
        }
        if (value.length > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException("a value has at most " + VALUE_BYTES_MAX + " bytes, but this one " + value.length);
        }
    }
}
