package io.tupelo.node.tool;

import io.tupelo.runtime.RestorePoint;
import io.tupelo.runtime.SpaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tupelo restore`: writes what a space once was into another folder.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Writes what a space was at a point of its past into an empty folder, as a sealed checkpoint, from which a server can start.",
            "DIR is not changed, and its server may be running. Without --to and --at, the point is the last record. "
                    + "How far back it can go: to the older of the two checkpoints that are kept, or to the beginning if there aren't two yet."
        },
        footer = {"", "Exit status: 0 if the state is in TARGET, on the disk; 2 if not."})
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final CopyArguments folders = new CopyArguments();

    @Option(names = "--to", paramLabel = "SEQ", description = "The point is after the record of this sequence.")
    private @Nullable Long sequence;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The point is after the last record of this instant or before it, such as 2026-11-23T12:28:31.837Z.")
    private @Nullable String instant;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RestorePoint point = point();
        Path from = folders.from();
        TargetFolder into = folders.into();
        // Says what is wrong with it first.
        var _ = SpaceFiles.in(from);
        into.check(from);
        try (Restoring restoring = Restoring.of(from, point, terminal, "tupelo restore")) {
            restoring.into(into);
        }
        return CommandLine.ExitCode.OK;
    }

    private RestorePoint point() {
        if (sequence != null && instant != null) {
            throw new ParameterException(spec.commandLine(), "there is one point: either --to or --at");
        }
        if (sequence != null) {
            if (sequence < 0) {
                throw new ParameterException(spec.commandLine(), "records are numbered from 1, and --to 0 is before the first");
            }
            return RestorePoint.after(sequence);
        }
        if (instant == null) {
            return RestorePoint.LATEST;
        }
        try {
            return RestorePoint.at(Instant.parse(instant));
        } catch (DateTimeException | ArithmeticException _) {
            throw new ParameterException(
                    spec.commandLine(), "--at is an instant such as 2026-11-23T12:28:31.837Z or 2026-11-23T13:28:31+01:00, not " + instant);
        }
    }
}
