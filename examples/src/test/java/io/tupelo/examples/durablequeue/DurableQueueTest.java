package io.tupelo.examples.durablequeue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tupelo.examples.stage.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableQueueTest {
    private static final Path COUNT = Path.of("durable-queue", "count.sh").toAbsolutePath();

    @Test
    void eachJobIsDoneOnceThoughTheServerIsKilledTenTimes() throws Exception {
        List<String> lines = Printed.by(() -> DurableQueue.main(new String[0]));
        assertThat(lines).filteredOn(line -> line.startsWith("kill -9 number ")).hasSize(10);
        assertThat(lines)
                .contains("the server lived 12 times; jobs left: 0")
                .filteredOn(line -> line.endsWith(": 0 missing, 0 done twice or more, 0 of no job"))
                .hasSize(2);
        assertThat(lines).last().isEqualTo("each job was done exactly once");
    }

    @Test
    void theServerOfOthersIsNotKilled() {
        assertThatIllegalArgumentException().isThrownBy(() -> DurableQueue.main(new String[] {"tupelo://localhost:7420"}));
    }

    @Test
    void whatIsMissingOrTwiceThereOrNotAskedForIsCounted(@TempDir Path folder) throws Exception {
        assertThat(count(folder, "a\nb\nc\n", "c\na\nb\n")).isZero();
        assertThat(count(folder, "a\nb\nc\n", "c\na\n")).isNotZero();
        assertThat(count(folder, "a\nb\nc\n", "c\na\nb\na\n")).isNotZero();
        assertThat(count(folder, "a\nb\nc\n", "c\na\nb\nd\n")).isNotZero();
        assertThat(count(folder, "a\n", "")).isNotZero();
        assertThat(count(folder, "", "")).isNotZero();
    }

    private static int count(Path folder, String jobs, String results) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("jobs"), jobs);
        Files.writeString(folder.resolve("results"), results);
        return new ProcessBuilder(COUNT.toString(), "jobs", "results")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
