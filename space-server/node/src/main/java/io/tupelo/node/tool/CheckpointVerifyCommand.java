package io.tupelo.node.tool;

import io.tupelo.change.SpaceImage;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.JournalFiles;
import io.tupelo.runtime.SpaceFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tupelo checkpoint verify`: reads the checkpoints of a space, and says whether they are good, and whether the journal goes on from
/// them.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Reads each checkpoint of a space, all of it, and says whether it is good, and whether the journal goes on behind it.",
            "Changes nothing, and may be run beside the server."
        },
        footer = {"", "Exit status: 0 if all are good and the journal goes on; 2 if not, or if there is none."})
final class CheckpointVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final FolderArgument folder = new FolderArgument();

    /// The newest good one; -1 if there is none.
    private long newestGood = -1;
    private boolean bad;

    CheckpointVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SpaceFiles files = SpaceFiles.in(folder.path());
        PrintWriter out = terminal.printer();
        List<Long> sequences = files.checkpoints().newestFirst();
        if (sequences.isEmpty()) {
            throw new IOException("there is no checkpoint in " + folder.path() + " yet; `tupelo journal verify` looks at the journal");
        }
        Behind behind = behind(files);
        for (long sequence : sequences) {
            verify(files.checkpoints(), sequence, behind, out);
        }
        out.println(behind.says());
        return verdict(behind, out);
    }

    private void verify(CheckpointFiles checkpoints, long sequence, Behind behind, PrintWriter out) {
        String name = checkpoints.file(sequence).getFileName().toString();
        try (Checkpoint checkpoint = checkpoints.open(sequence)) {
            SpaceImage image = SpaceFiles.image(checkpoint);
            SpaceTally tally = SpaceTally.of(image);
            if (tally.strays() > 0) {
                throw new IOException(tally.strays() + " of its entries belong to a container or a claim that isn't in it");
            }
            newestGood = Math.max(newestGood, sequence);
            boolean follows = behind.follows(sequence);
            out.println(name + "  good: the state after record " + sequence + ", of " + Instant.ofEpochMilli(image.time()) + ": " + tally
                    + ", " + checkpoint.seal().fileBytes() + " bytes; " + (follows
                            ? "the journal goes on behind it"
                            : "the journal does NOT go on behind it"));
            bad |= !follows;
        } catch (NoSuchFileException _) {
            out.println(name + "  was deleted, by the server, before it could be read");
        } catch (IOException wrong) {
            bad = true;
            out.println(name + "  BAD: " + ToolMain.sentence(wrong));
        }
    }

    private int verdict(Behind behind, PrintWriter out) {
        if (!bad) {
            out.println("All is good.");
            return CommandLine.ExitCode.OK;
        }
        PrintWriter err = terminal.complaints();
        if (newestGood >= 0 && behind.follows(newestGood)) {
            err.println("The server would start from " + newestGood + ", and from the journal behind it, if that is whole.");
        } else {
            err.println("The server would not start. What to do: restore the folder from a backup.");
        }
        return ToolMain.FAILED;
    }

    /// What there is of the journal.
    ///
    /// @param first the sequence of its first record; 0 if there is no journal
    /// @param last that of its last one, as far as it can be read
    /// @param says what to say about it
    private record Behind(long first, long last, String says) {
        boolean follows(long sequence) {
            return first == 0 || (first <= sequence + 1 && last >= sequence);
        }
    }

    private Behind behind(SpaceFiles files) throws IOException {
        Optional<JournalFiles> journal = files.journal();
        long first = journal.isPresent() ? journal.get().first().orElse(0) : 0;
        if (first == 0) {
            return new Behind(0, 0, "journal  there is none yet; it will begin behind the newest checkpoint");
        }
        Tally tally = new Tally();
        try (ReadingProgress progress = terminal.progress(tally, journal.get().bytes())) {
            long last = Math.max(first - 1, journal.get().read(progress).last());
            return new Behind(first, last, "journal  " + (last < first ? "begins with " + first + ", and is empty" : tally.range()));
        } catch (JournalException.Damaged damaged) {
            bad = true;
            return new Behind(first, tally.last(), "journal  BAD: " + damaged.getMessage() + "; `tupelo journal verify` says what to do");
        }
    }
}
