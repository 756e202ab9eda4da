package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can't be done is said in one sentence.
class ToolMainTest {
    private static final int USAGE = 64;

    @TempDir
    private Path folder;

    private static void refused(int code, String sentence, Object... arguments) {
        ToolRun run = ToolRun.of(arguments);
        assertThat(run.err()).as("%s", List.of(arguments)).contains(sentence).doesNotContain("\tat ");
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongCommandLineIsRefusedAsTheLauncherRefusesOne() {
        refused(USAGE, "Missing required subcommand");
        refused(USAGE, "mend", "mend", folder);
        for (String command : List.of("verify", "dump")) {
            refused(USAGE, "DIR", command);
            refused(USAGE, "not empty", command, "");
            refused(USAGE, "--fast", command, folder, "--fast");
        }
        refused(USAGE, "--from", "dump", folder, "--from", "first");
        refused(USAGE, "--after", "cut", folder);
        refused(USAGE, "--after", "cut", folder, "--after", "1e3");
    }

    @Test
    void whereThereIsNoJournalThatIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path within = new JournalFolder(folder.resolve("data/default")).write(1).path();
        for (List<String> command : List.of(List.of("verify"), List.of("dump"), List.of("cut", "--yes", "--after", "1"))) {
            String name = command.getFirst();
            refused(2, "tupelo journal " + name + ": there is no folder", with(command, folder.resolve("none")));
            refused(2, "is a file", with(command, file));
            refused(2, "there is no journal in", with(command, folder));
            refused(2, "but there is one in " + within, with(command, within.getParent()));
        }
        assertThat(folder.resolve("lock")).doesNotExist();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static Object[] with(List<String> command, Path path) {
        Object[] arguments = command.toArray(new Object[command.size() + 1]);
        arguments[command.size()] = path;
        return arguments;
    }

    @Test
    void aRangeThatIsNoneIsRefused() throws IOException {
        new JournalFolder(folder).write(3);
        refused(2, "--from 3 is behind --to 2", "dump", folder, "--from", 3, "--to", 2);
        refused(2, "numbered from 1", "dump", folder, "--from", 0);
    }

    @Test
    void whatTheFileSystemRefusesIsASentence() {
        assertThat(ToolMain.sentence(new AccessDeniedException("data/default"))).contains("data/default", "permission denied");
        assertThat(ToolMain.sentence(new FileSystemException("a", null, "Read-only file system"))).contains("a", "Read-only");
        assertThat(ToolMain.sentence(new NotDirectoryException("a"))).contains("a", "NotDirectory");
        assertThat(ToolMain.sentence(new IOException("text"))).isEqualTo("text");
    }

    @Test
    void helpIsThere() {
        for (String command : List.of("verify", "dump", "cut")) {
            assertThat(ToolRun.of(command, "--help").out()).contains("Usage: tupelo journal " + command, "Exit status");
        }
    }
}
