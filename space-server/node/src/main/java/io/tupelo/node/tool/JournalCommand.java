package io.tupelo.node.tool;

import picocli.CommandLine.Command;

/// `tupelo journal`: what can be done with the journal of a space.
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the journal of a space, and cuts it. What its files are is in docs/JOURNAL.md.")
final class JournalCommand {}
