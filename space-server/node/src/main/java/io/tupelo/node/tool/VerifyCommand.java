package io.tupelo.node.tool;

import io.tupelo.journal.JournalException;
import io.tupelo.journal.JournalFiles;
import io.tupelo.journal.RecoveryReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tupelo journal verify`: reads all of a journal and says what is in it, and whether it is whole.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = "Reads a journal and says whether it is whole. Changes nothing, and may be run beside the server.",
        footer = {"", "Exit status: 0 if it is whole, whether or not its end is torn; 2 if it is damaged, or can't be read."})
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final FolderArgument folder = new FolderArgument();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path path = folder.path();
        JournalFiles files = JournalFiles.in(path);
        PrintWriter out = terminal.printer();
        Tally tally = new Tally();
        RecoveryReport report;
        try (ReadingProgress progress = terminal.progress(tally, files.bytes())) {
            report = files.read(progress);
        } catch (JournalException.Damaged damaged) {
            tally.print(out);
            explain(path, damaged, tally);
            return ToolMain.FAILED;
        }
        tally.print(out);
        out.println(verdict(report));
        return CommandLine.ExitCode.OK;
    }

    private static String verdict(RecoveryReport report) {
        if (!report.isCut()) {
            return report.records() == 0 ? "There is no record in it yet." : "It is whole.";
        }
        return "It is whole, but for a torn end: in " + report.file() + ", from byte " + report.offset() + " on, the last "
                + report.cutBytes() + " bytes hold no whole record. What a crash leaves there was never acknowledged; but if the file was shortened or changed otherwise, records are lost.\n"
                + "The server cuts them off when it opens the journal. If it is running, they may be just being written.";
    }

    private void explain(Path path, JournalException.Damaged damaged, Tally tally) {
        PrintWriter err = terminal.complaints();
        err.println("It is DAMAGED: " + damaged.file() + ", byte " + damaged.offset() + ": " + damaged.what() + ".");
        err.println("What is behind that place was not read, and nothing was changed.");
        if (tally.last() == 0) {
            err.println("What to do: restore the folder from a backup. No record before that place is whole.");
            return;
        }
        err.println("What to do: restore the folder from a backup. Or go on with the " + tally.range()
                + ", which are whole, and without what follows; that is set aside, not deleted:");
        err.println("  bin/tupelo journal cut " + path + " --after " + tally.last());
    }
}
