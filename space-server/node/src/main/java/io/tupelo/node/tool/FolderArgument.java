package io.tupelo.node.tool;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The folder that each of the commands is about.
final class FolderArgument {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a space, such as data/default.")
    private String name = "";

    Path path() {
        if (name.isBlank()) {
            throw new ParameterException(spec.commandLine(), "DIR is the folder of a space, such as data/default, and not empty");
        }
        return Path.of(name);
    }
}
