package io.tupelo.node.tool;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.JournalCut;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.JournalFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tupelo journal cut`: ends a journal behind one of its records.
@Command(
        name = "cut",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Ends a journal behind one of its records, to go on after damage, or to go back. The server must not be running.",
            "Checkpoints of what comes behind are set aside with it. "
                    + "What is cut away is kept in files *.cut in the same folder: renaming them back undoes it, until the server has run."
        },
        footer = {"", "Exit status: 0 if the journal ends there now; 2 if not, and nothing was changed unless it says so."})
final class CutCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final FolderArgument folder = new FolderArgument();

    @Option(
            names = "--after",
            paramLabel = "SEQ",
            required = true,
            description = "The last record to keep; 0 for none of a journal that begins with 1.")
    private long after;

    @Option(names = "--yes", description = "Doesn't ask.")
    private boolean yes;

    CutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path path = folder.path();
        // Looks before it locks, since that makes a file.
        long bytes = JournalFiles.in(path).bytes();
        try (FileDisk disk = FileDisk.in(path)) {
            return cut(disk, bytes);
        }
    }

    private int cut(FileDisk disk, long bytes) throws IOException {
        CheckpointCut checkpoints = CheckpointCut.plan(disk.folder(), after);
        JournalCut cut = plan(disk, bytes, checkpoints.base());
        PrintWriter out = terminal.printer();
        if (cut.isEmpty() && checkpoints.isEmpty()) {
            out.println("There is nothing behind record " + after + " in " + disk + ".");
            return CommandLine.ExitCode.OK;
        }
        describe(cut, checkpoints, disk, out);
        if (!yes && !terminal.confirms("Cut?")) {
            terminal.complaints().println("tupelo journal cut: not confirmed, nothing was changed; --yes cuts without asking");
            return ToolMain.FAILED;
        }
        try {
            // First: one of what is no longer in the journal would keep the space from being opened.
            checkpoints.carryOut();
            cut.carryOut();
        } catch (IOException failed) {
            throw new IOException(
                    "the cut was begun and is not complete: " + ToolMain.sentence(failed)
                            + ". Nothing is lost; when the disk is in order, give the same command again",
                    failed);
        }
        out.println("Done. " + (after == checkpoints.base() ? "The journal is empty." : "The journal ends with record " + after + "."));
        return CommandLine.ExitCode.OK;
    }

    private JournalCut plan(FileDisk disk, long bytes, long before) throws IOException {
        Tally kept = new Tally();
        try (ReadingProgress progress = terminal.progress(kept, bytes)) {
            return JournalCut.plan(disk, after, before, progress);
        } catch (JournalException.Damaged damaged) {
            throw new IOException(
                    "the journal can't be kept up to record " + after + ": " + damaged.getMessage()
                            + (kept.last() == 0 ? "" : ". It can be cut after " + kept.last() + ", or an earlier record"),
                    damaged);
        }
    }

    private void describe(JournalCut cut, CheckpointCut checkpoints, FileDisk disk, PrintWriter out) {
        if (cut.isEmpty()) {
            out.println("There is nothing behind record " + after + " in the journal in " + disk + ", but there are checkpoints of it.");
        } else {
            describe(cut, disk, out);
        }
        out.println("All that is in these files now is kept, under another name:");
        checkpoints.kept().forEach((file, name) -> out.println("  " + file + "  is kept as  " + name));
        cut.kept().forEach((file, name) -> out.println("  " + file + "  is kept as  " + name));
    }

    private void describe(JournalCut cut, FileDisk disk, PrintWriter out) {
        long first = after + 1;
        String records = cut.last() < first
                ? "what is behind record " + after
                : cut.last() == first ? "record " + first : "the records " + first + " to " + cut.last();
        out.println("This takes " + records + " out of the journal in " + disk + "."
                + cut.damage().map(damage -> " Of what follows, nothing can be read: "
                        + damage.file() + " is damaged at byte " + damage.offset() + ".").orElse(""));
    }
}
