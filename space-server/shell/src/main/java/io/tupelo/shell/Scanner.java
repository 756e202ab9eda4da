package io.tupelo.shell;

import java.util.function.Function;

/// A place in a line, moving forward.
final class Scanner {
    private static final String WORD_MARKS = "_-./:";

    private final String line;
    private int position;

    Scanner(String line) {
        this.line = line;
    }

    /// Reads the whole of `text` with `reading`. Spaces may stand around it, and nothing else.
    static <T> T whole(String text, Function<Scanner, T> reading) {
        Scanner scanner = new Scanner(text);
        scanner.skipSpaces();
        T read = reading.apply(scanner);
        scanner.skipSpaces();
        if (!scanner.atEnd()) {
            throw scanner.wrong("nothing more");
        }
        return read;
    }

    int position() {
        return position;
    }

    void moveTo(int earlier) {
        position = earlier;
    }

    boolean atEnd() {
        return position >= line.length();
    }

    /// Returns the character here, or 0 at the end.
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return position + ahead < line.length() ? line.charAt(position + ahead) : 0;
    }

    char next() {
        return line.charAt(position++);
    }

    void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    /// Moves past `text` if it is here.
    boolean accept(String text) {
        if (!isHere(text)) {
            return false;
        }
        position += text.length();
        return true;
    }

    boolean isHere(String text) {
        return line.startsWith(text, position);
    }

    /// Moves past `word` if it is here as a whole word.
    boolean acceptWord(String word) {
        int start = position;
        if (accept(word) && !isWordPart(peek()) && peek() != '=' && peek() != '\'') {
            return true;
        }
        position = start;
        return false;
    }

    /// Moves past `literal` if it is here and no letter, digit or `_` follows; a range may.
    boolean acceptLiteral(String literal) {
        int start = position;
        if (accept(literal) && !Character.isLetterOrDigit(peek()) && peek() != '_') {
            return true;
        }
        position = start;
        return false;
    }

    void expect(String text, String expected) {
        skipSpaces();
        if (!accept(text)) {
            throw wrong(expected);
        }
    }

    /// Returns the word here: letters, digits, and `_`, `-`, `.`, `/`, `:` within.
    String word(String expected) {
        int start = position;
        while (isWordPart(peek())) {
            position++;
        }
        if (position == start) {
            throw wrong(expected);
        }
        return line.substring(start, position);
    }

    static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || WORD_MARKS.indexOf(c) >= 0;
    }

    /// Returns what stands between here and the closing quote, and moves past that.
    String until(char quote, String expected) {
        int end = line.indexOf(quote, position);
        if (end < 0) {
            position = line.length();
            throw wrong(expected);
        }
        String text = line.substring(position, end);
        position = end + 1;
        return text;
    }

    String since(int start) {
        return line.substring(start, position);
    }

    /// Makes the failure that something else is expected here.
    SyntaxException wrong(String expected) {
        String found = atEnd() ? "the line ends" : "this is '" + Character.toString(line.codePointAt(position)) + "'";
        return new SyntaxException(position, "expected " + expected + ", but " + found);
    }

    /// Makes the failure that what starts at `start` can't be.
    static SyntaxException wrong(int start, String message) {
        return new SyntaxException(start, message);
    }
}
