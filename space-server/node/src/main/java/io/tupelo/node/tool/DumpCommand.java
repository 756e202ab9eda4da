package io.tupelo.node.tool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.JournalFiles;
import io.tupelo.journal.JournalRecord;
import io.tupelo.journal.RecoveryReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tupelo journal dump`: prints the records of a journal, one a line.
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Prints the records of a journal, one a line: sequence, epoch, file, offset, bytes of payload, and what has changed.",
            "Changes nothing, and may be run beside the server. With --from and --to, what is damaged elsewhere is no obstacle."
        },
        footer = {"", "Exit status: 0 if all could be read; 2 if not."})
final class DumpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final PayloadDescriber describer;
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    @Mixin
    private final FolderArgument folder = new FolderArgument();

    @Option(names = "--from", paramLabel = "SEQ", defaultValue = "1", description = "The first record to print.")
    private long from;

    @Option(names = "--to", paramLabel = "SEQ", defaultValue = "" + Long.MAX_VALUE, description = "The last record to print.")
    private long to;

    @Option(names = "--json", description = "Prints a JSON object a line.")
    private boolean json;

    private long printed;

    DumpCommand(Terminal terminal, PayloadDescriber describer) {
        this.terminal = terminal;
        this.describer = describer;
    }

    @Override
    public Integer call() throws IOException {
        Path path = folder.path();
        PrintWriter err = terminal.complaints();
        if (from < 1 || from > to) {
            err.println("tupelo journal dump: " + (from < 1
                    ? "records are numbered from 1, there is none " + from
                    : "--from " + from + " is behind --to " + to));
            return ToolMain.FAILED;
        }
        JournalFiles files = JournalFiles.in(path);
        LineOutput lines = new LineOutput(terminal);
        describer.begin(from <= files.first().orElse(1));
        try {
            RecoveryReport report = files.read(from, to, record -> print(record, lines));
            lines.flush();
            note(report, err);
            return CommandLine.ExitCode.OK;
        } catch (JournalException.Damaged damaged) {
            lines.flush();
            err.println("tupelo journal dump: " + damaged.getMessage() + ". `tupelo journal verify` says what to do;"
                    + " --from reads on in a later segment.");
            return ToolMain.FAILED;
        } catch (LineOutput.Unwritable unwritable) {
            if (unwritable.isReaderGone()) {
                return CommandLine.ExitCode.OK;
            }
            throw unwritable;
        }
    }

    private void note(RecoveryReport report, PrintWriter err) {
        if (report.isCut()) {
            err.println("tupelo journal dump: behind the last record, the last " + report.cutBytes() + " bytes of " + report.file()
                    + " hold no whole record; what a crash leaves there was never acknowledged");
        } else if (printed == 0) {
            err.println("tupelo journal dump: there is no such record");
        }
    }

    private void print(JournalRecord record, LineOutput lines) throws LineOutput.Unwritable {
        lines.print(json ? json(record) : text(record));
        printed++;
    }

    private String text(JournalRecord record) {
        return record.sequence() + "  " + record.epoch() + "  " + record.file() + "  " + record.offset() + "  "
                + record.payload().remaining() + "  " + describe(record);
    }

    private String json(JournalRecord record) {
        JsonObject object = new JsonObject();
        object.addProperty("sequence", record.sequence());
        object.addProperty("epoch", record.epoch());
        object.addProperty("file", record.file());
        object.addProperty("offset", record.offset());
        object.addProperty("bytes", record.payload().remaining());
        try {
            describer.describe(record, object);
        } catch (IOException | RuntimeException _) {
            object.addProperty("payload", PayloadDescriber.hex(record.payload()));
        }
        return gson.toJson(object);
    }

    /// Whatever is in a record that is whole, it is shown: what nobody can read is what one wants to look at here.
    private String describe(JournalRecord record) {
        try {
            return describer.describe(record);
        } catch (IOException | RuntimeException _) {
            return "not understood: " + PayloadDescriber.hex(record.payload());
        }
    }
}
