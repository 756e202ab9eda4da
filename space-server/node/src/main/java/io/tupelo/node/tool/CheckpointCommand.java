package io.tupelo.node.tool;

import picocli.CommandLine.Command;

/// `tupelo checkpoint`: what can be done with the checkpoints of a space.
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the checkpoints of a space. What their files are is in docs/CHECKPOINT.md.")
final class CheckpointCommand {}
