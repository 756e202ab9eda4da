package io.tupelo.shell;

/// Says where a line stops making sense, and what is expected there.
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int position;

    /// Carries the position, from 0, and a sentence.
    SyntaxException(int position, String message) {
        super(message);
        this.position = position;
    }

    /// Returns the column, from 1.
    int column() {
        return position + 1;
    }

    /// Returns the message, and below it the line with a caret at the column.
    String shownIn(String line) {
        String padding = line.substring(0, Math.min(position, line.length())).replaceAll("[^\t]", " ");
        return "column " + column() + ": " + getMessage() + "\n" + line + "\n" + padding + "^";
    }
}
