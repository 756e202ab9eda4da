package io.tupelo.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordCountTest {
    private static final Path BOOK = Path.of("word-count", "kjv-gospels-acts.txt");
    private static final Pattern COUNT_AND_WORD = Pattern.compile(" *(\\d+) ([a-z]+)");
    private static final String PIPELINE =
            "LC_ALL=C; export LC_ALL; tr -cs A-Za-z '\\n' < \"$1\" | tr A-Z a-z | sort | uniq -c";

    @Test
    void countsABookThoughAWorkerIsKilled() throws Exception {
        List<String> lines = Printed.by(() -> WordCount.main(new String[0]));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("killed worker-1 while it held chunk "))
                .anyMatch(line -> line.endsWith(" came back: true"))
                .contains("results beyond one for each chunk: 0", "chunks left: 0", "   7420 and")
                .last()
                .asString()
                .startsWith("equal to counting the book in one go: ");
    }

    @Test
    void countsAsTheShellDoesOnANodeThatWasThere() throws Exception {
        try (Stage stage = Stage.open()) {
            assertThat(WordCount.count(WordCount.book(), 2, stage.address())).isEqualTo(countByShell());
        }
    }

    private static SortedMap<String, Long> countByShell() throws Exception {
        Process process = new ProcessBuilder("bash", "-c", PIPELINE, "count", BOOK.toString()).start();
        SortedMap<String, Long> counts = new TreeMap<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Before the first word there is an empty line to the shell.
                Matcher matcher = COUNT_AND_WORD.matcher(line);
                if (matcher.matches()) {
                    counts.put(matcher.group(2), Long.parseLong(matcher.group(1)));
                }
            }
        }
        assertThat(process.waitFor()).isZero();
        return counts;
    }
}
