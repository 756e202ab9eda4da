package io.tupelo.shell;

import io.tupelo.tuple.FieldValues;

/// How deep the parts of what is read stand within each other.
final class Nesting {
    private final String parts;
    private int depth;

    /// @param parts what they are called
    Nesting(String parts) {
        this.parts = parts;
    }

    /// Counts a level, which begins at `start`, until [#leave].
    void enter(int start) {
        if (++depth > FieldValues.NESTING_MAX) {
            throw Scanner.wrong(start, parts + " nest deeper than " + FieldValues.NESTING_MAX + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
