package io.tupelo.protocol;

/// What both sides hold each other to.
public final class ProtocolLimits {
    /// The version this code speaks.
    public static final int VERSION = 1;
    /// The bytes in front of a frame that say how long it is.
    public static final int LENGTH_BYTES = 4;
    /// A frame, without its length, in bytes.
    public static final int FRAME_BYTES_MAX = 1 << 20;
    /// A piece of an answer that is sent in several, in bytes.
    public static final int PART_BYTES = 512 << 10;
    /// All pieces of one answer together, in bytes.
    public static final int ANSWER_BYTES_MAX = 64 << 20;
    /// After so many bytes a frame of answers or events is ended, and another one begun.
    public static final int FRAME_BYTES_ENOUGH = 64 << 10;
    /// How deep conditions of a query, and batches, may nest.
    public static final int CONDITIONS_NESTING_MAX = 64;
    /// How deep messages may nest altogether.
    static final int MESSAGES_NESTING_MAX = 200;

    private ProtocolLimits() {}
}
