package io.tupelo.examples.wordcount;

/// A piece of the text to be counted.
///
/// @param number which one, from 0; [#NO_MORE] to say that there is no more to do
/// @param text the piece, which ends where a line ends
record Chunk(int number, String text) {
    static final int NO_MORE = -1;

    static Chunk noMore() {
        return new Chunk(NO_MORE, "");
    }

    boolean isNoMore() {
        return number == NO_MORE;
    }
}
