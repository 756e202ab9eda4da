package io.tupelo.node.tool;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The folder that a state is read from, and the one that it is written into.
final class CopyArguments {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a space, such as data/default.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "An empty folder, or one that isn't there yet.")
    private String into = "";

    Path from() {
        return path("DIR", from);
    }

    TargetFolder into() {
        return new TargetFolder(path("TARGET", into));
    }

    private Path path(String label, String name) {
        if (name.isBlank()) {
            throw new ParameterException(spec.commandLine(), label + " is the name of a folder, and not empty");
        }
        return Path.of(name);
    }
}
