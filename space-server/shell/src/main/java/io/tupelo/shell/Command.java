package io.tupelo.shell;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A line that was understood.
sealed interface Command {
    /// Returns which one it is.
    CommandName name();

    /// Asks the space for something.
    ///
    /// @param transaction the transaction it names, if it names one
    record Ask(CommandName name, Operation operation, OptionalLong transaction) implements Command {}

    /// Lists the spaces.
    record Spaces(CommandName name) implements Command {}

    /// Goes on in another space.
    record Use(CommandName name, String space) implements Command {}

    /// Tells what happens.
    ///
    /// @param max after how many events to stop
    record Watch(
            CommandName name,
            String container,
            @Nullable Selection selection,
            Set<EventKind> kinds,
            @Nullable Receipt from,
            int max)
            implements Command {}

    /// Shows what actors there are, or one of them; or ends one.
    ///
    /// @param about the actor, the type or the group; empty if none was named
    record Actors(CommandName name, Optional<String> about) implements Command {}

    /// Lists actors, some at a time.
    ///
    /// @param type of which type; empty for all
    /// @param after behind which one the list begins; empty for the first
    /// @param max how many at most
    record ActorList(CommandName name, Optional<String> type, Optional<String> after, int max) implements Command {}

    /// Begins a transaction.
    record Begin(CommandName name, Operation.Begin operation) implements Command {}

    /// Commits or aborts the transaction named, or the one that was begun.
    record End(CommandName name, OptionalLong transaction) implements Command {}

    /// Explains.
    record Help(CommandName name, Optional<CommandName> topic) implements Command {}

    /// Leaves.
    record Exit(CommandName name) implements Command {}
}
