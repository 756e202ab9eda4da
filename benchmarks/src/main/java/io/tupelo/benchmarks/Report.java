package io.tupelo.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rows for people, and for programs.
final class Report {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private Report() {}

    /// Prints rows as a table.
    static void print(List<Row> rows, PrintStream out) {
        out.println("| case | unit | ours | peer | peer's | ratio | bar | held |");
        out.println("|---|---|---:|---|---:|---:|---|---|");
        for (Row row : rows) {
            out.println("| " + String.join(
                            " | ",
                            row.name(),
                            row.unit(),
                            number(row.ours()),
                            row.peer(),
                            number(row.peerValue()),
                            number(row.ratio()),
                            row.bar(),
                            row.held() == null ? "" : row.held() ? "yes" : "**no**")
                    + " |");
        }
        out.flush();
    }

    /// Returns a number with as many digits as are worth reading.
    static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /// Writes rows as an array of objects.
    static void write(List<Row> rows, Path file) throws IOException {
        Files.writeString(file, GSON.toJson(rows) + "\n");
    }
}
