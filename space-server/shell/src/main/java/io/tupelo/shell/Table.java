package io.tupelo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of text in aligned columns.
final class Table {
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9][0-9.]*)?");
    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> titles) {
        this.titles = List.copyOf(titles);
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /// Returns the table, a line for the titles and one for each row; numbers stand to the right.
    String text() {
        int[] widths = new int[titles.size()];
        boolean[] numeric = new boolean[titles.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = width(titles.get(column));
            rows.forEach(row -> widths[at] = Math.max(widths[at], width(row.get(at))));
            numeric[column] = !rows.isEmpty() && rows.stream().allMatch(row -> NUMBER.matcher(row.get(at)).matches());
        }
        StringBuilder text = new StringBuilder();
        line(text, titles, widths, numeric);
        rows.forEach(row -> line(text, row, widths, numeric));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] numeric) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : GAP).append(numeric[column] ? padding + cell : cell + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
