package io.tupelo.checkpoint;

/// How large the parts of a checkpoint are made. Reading asks the file instead.
///
/// @param pageBytes size of a page of MapDB's table, in bytes, a power of two
/// @param blockBytes size of a block, in bytes, at most
record Layout(int pageBytes, int blockBytes) {
    /// What MapDB adds to a block.
    static final int AROUND_A_BLOCK = 64;
    /// 32 blocks of almost 32 KiB fill a page.
    static final Layout STANDARD = of(1 << 20, 32);

    /// Fills pages with that many of the largest blocks.
    static Layout of(int pageBytes, int blocks) {
        return new Layout(pageBytes, pageBytes / blocks - AROUND_A_BLOCK);
    }
}
