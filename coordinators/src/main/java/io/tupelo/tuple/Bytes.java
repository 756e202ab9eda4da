package io.tupelo.tuple;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable sequence of bytes, compared by content and ordered as unsigned bytes. Thread-safe.
public final class Bytes implements Comparable<Bytes> {
    private static final int SHOWN_MAX = 16;
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// Copies `content`; later changes of the array are not seen.
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /// Returns a copy of the content.
    public byte[] toArray() {
        return content.clone();
    }

    /// Returns how many bytes there are.
    public int size() {
        return content.length;
    }

    /// Returns the byte at `index`.
    ///
    /// @throws IndexOutOfBoundsException if `index` is not within `0..size()-1`
    public byte at(int index) {
        return content[index];
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// Shows the content in hexadecimal, cut after 16 bytes.
    @Override
    public String toString() {
        String hex = HexFormat.of().formatHex(content, 0, Math.min(content.length, SHOWN_MAX));
        return content.length <= SHOWN_MAX ? "0x" + hex : "0x" + hex + "…(" + content.length + " bytes)";
    }
}
