package io.tupelo.node.tool;

import io.tupelo.runtime.RestorePoint;
import io.tupelo.runtime.SpaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tupelo backup`: writes what a space is now into a folder, while its server serves it, or while none does.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = {
            "Writes what a space is now into an empty folder, as a sealed checkpoint, from which a server can start.",
            "The server may be running, and is not disturbed. All it has acknowledged before is in the backup. "
                    + "If DIR is the folder of all spaces, such as data, each is backed up by itself, into TARGET/NAME."
        },
        footer = {"", "Exit status: 0 if all is in TARGET, on the disk; 2 if not."})
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CopyArguments folders = new CopyArguments();

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path from = folders.from();
        TargetFolder into = folders.into();
        if (SpaceFiles.isSpace(from)) {
            into.check(from);
            backUp(from, into);
            return CommandLine.ExitCode.OK;
        }
        List<Path> spaces = SpaceFiles.spaces(from);
        if (spaces.isEmpty()) {
            throw new IOException("there is no space in " + from);
        }
        into.check(from);
        return backUp(spaces, into);
    }

    /// One that fails is no reason not to save the others.
    private int backUp(List<Path> spaces, TargetFolder into) throws IOException {
        int code = CommandLine.ExitCode.OK;
        for (Path space : spaces) {
            try {
                backUp(space, new TargetFolder(into.path().resolve(space.getFileName())));
            } catch (IOException failed) {
                terminal.complaints().println("tupelo backup: " + space + " is not backed up: " + ToolMain.sentence(failed));
                code = ToolMain.FAILED;
            }
        }
        into.force();
        return code;
    }

    private void backUp(Path from, TargetFolder into) throws IOException {
        try (Restoring restoring = Restoring.of(from, RestorePoint.LATEST, terminal, "tupelo backup")) {
            restoring.into(into);
        }
    }
}
