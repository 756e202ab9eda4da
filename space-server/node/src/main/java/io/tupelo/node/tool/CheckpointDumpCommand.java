package io.tupelo.node.tool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.Item;
import io.tupelo.runtime.SpaceFiles;
import io.tupelo.runtime.SpaceRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tupelo checkpoint dump`: prints the items of a checkpoint, one a line.
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Prints the items of the newest checkpoint of a space, one a line: key, bytes, and what it says.",
            "Changes nothing, and may be run beside the server."
        },
        footer = {"", "Exit status: 0 if all could be read; 2 if not."})
final class CheckpointDumpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    @Mixin
    private final FolderArgument folder = new FolderArgument();

    @Option(names = "--sequence", paramLabel = "N", description = "The one of the state after record N, instead of the newest.")
    private @Nullable Long sequence;

    @Option(names = "--json", description = "Prints a JSON object a line.")
    private boolean json;

    CheckpointDumpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CheckpointFiles checkpoints = SpaceFiles.in(folder.path()).checkpoints();
        List<Long> there = checkpoints.newestFirst();
        if (there.isEmpty()) {
            throw new IOException("there is no checkpoint in " + folder.path() + " yet; `tupelo journal dump` shows the journal");
        }
        long which = sequence == null ? there.getFirst() : sequence;
        if (!there.contains(which)) {
            throw new IOException("there is no checkpoint of record " + which + "; there is one of "
                    + there.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        LineOutput lines = new LineOutput(terminal);
        try (Checkpoint checkpoint = checkpoints.open(which)) {
            for (Iterator<Item> items = checkpoint.items(); items.hasNext(); ) {
                lines.print(line(items.next()));
            }
            lines.flush();
        } catch (UncheckedIOException damaged) {
            lines.flush();
            throw damaged.getCause();
        } catch (LineOutput.Unwritable unwritable) {
            if (!unwritable.isReaderGone()) {
                throw unwritable;
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private String line(Item item) {
        if (!json) {
            return item.key() + "  " + item.value().length + "  " + text(item);
        }
        JsonObject object = new JsonObject();
        object.addProperty("key", item.key());
        object.addProperty("bytes", item.value().length);
        object.addProperty("item", text(item));
        return gson.toJson(object);
    }

    private static String text(Item item) {
        ByteBuffer value = ByteBuffer.wrap(item.value());
        try {
            return ChangeText.of(SpaceRecords.item(value));
        } catch (IOException | RuntimeException _) {
            return "not understood: " + PayloadDescriber.hex(value);
        }
    }
}
