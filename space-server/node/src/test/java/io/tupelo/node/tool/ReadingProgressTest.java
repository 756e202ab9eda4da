package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.JournalFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingProgressTest {
    @TempDir
    private Path folder;

    @Test
    void aBarIsShownAndWhatIsReadIsPassedOn() throws IOException {
        new JournalFolder(folder).write(100);
        JournalFiles files = JournalFiles.in(folder);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Tally tally = new Tally();
        try (ReadingProgress progress =
                ReadingProgress.shown(tally, files.bytes(), new PrintStream(shown, true, StandardCharsets.UTF_8))) {
            files.read(progress);
        }
        assertThat(tally.range()).isEqualTo("records 1 to 100");
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("reading");
    }
}
