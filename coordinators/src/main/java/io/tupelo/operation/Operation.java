package io.tupelo.operation;

import static java.util.Objects.requireNonNull;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.Tuple;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something asked of a space. Each takes effect at one place in the space's order, wholly or not at all.
public sealed interface Operation {
    /// What is done with the entries that a selection picks.
    enum Pick {
        /// Returned; they stay.
        READ,
        /// Removed and returned.
        TAKE,
        /// Removed; their number is returned.
        DELETE,
        /// Their number is returned; they stay.
        COUNT
    }

    /// A selection within a container.
    ///
    /// @param container the container's name
    /// @param selection what to pick there
    record From(String container, Selection selection) {
        /// Checks that nothing is missing.
        public From {
            requireNonNull(container, "container");
            requireNonNull(selection, "selection");
        }
    }

    /// An entry to be written, and where.
    ///
    /// @param container the container's name
    /// @param draft the entry
    record Into(String container, Draft draft) {
        /// Checks that nothing is missing.
        public Into {
            requireNonNull(container, "container");
            requireNonNull(draft, "draft");
        }
    }

    /// Writes entries, all or none. Answer: [Answer.Written], [Answer.TimedOut].
    record Write(String container, List<Draft> drafts, Wait patience) implements Operation {
        /// Checks that nothing is missing, and copies the list.
        public Write {
            requireNonNull(container, "container");
            requireNonNull(patience, "patience");
            drafts = List.copyOf(drafts);
        }
    }

    /// Writes an entry under a key, or replaces the one that is there. Answer: [Answer.Written], [Answer.Locked] if
    /// someone holds it.
    ///
    /// @param expectedVersion the version that must be there, 0 for none there, -1 for whatever
    record Put(String container, Object key, Draft draft, long expectedVersion, Wait patience) implements Operation {
        /// Checks that nothing is missing, and makes the key one that a tuple can hold.
        public Put {
            requireNonNull(container, "container");
            requireNonNull(draft, "draft");
            requireNonNull(patience, "patience");
            key = requireNonNull(FieldValues.of(requireNonNull(key, "key")));
        }
    }

    /// Reads, takes, deletes or counts. Answer: [Answer.Found] or [Answer.Counted], [Answer.Empty], [Answer.Locked].
    record Get(Pick pick, String container, Selection selection, Wait patience) implements Operation {
        /// Checks that nothing is missing.
        public Get {
            requireNonNull(pick, "pick");
            requireNonNull(container, "container");
            requireNonNull(selection, "selection");
            requireNonNull(patience, "patience");
        }
    }

    /// Reads or takes by the first of several selections that can be served. Answer: [Answer.Found], [Answer.Empty],
    /// [Answer.Locked].
    ///
    /// @param pick READ or TAKE
    record Either(Pick pick, List<From> choices, Wait patience) implements Operation {
        /// Checks that nothing is missing, and copies the list.
        public Either {
            requireNonNull(pick, "pick");
            requireNonNull(patience, "patience");
            choices = List.copyOf(choices);
        }
    }

    /// Edits entries in place. Answer: [Answer.Found] with the new tuples, [Answer.Empty], [Answer.Locked].
    record Change(String container, Selection selection, List<Edit> edits, Wait patience) implements Operation {
        /// Checks that nothing is missing, and copies the list.
        public Change {
            requireNonNull(container, "container");
            requireNonNull(selection, "selection");
            requireNonNull(patience, "patience");
            edits = List.copyOf(edits);
        }
    }

    /// Takes (or reads, if `copy`) entries and writes them to another container. They keep their coordinates for the
    /// coordinators that both containers have. Answer: [Answer.Found], [Answer.Empty], [Answer.Locked],
    /// [Answer.TimedOut] for want of room.
    record Move(String from, Selection selection, String to, boolean copy, Wait patience) implements Operation {
        /// Checks that nothing is missing.
        public Move {
            requireNonNull(from, "from");
            requireNonNull(selection, "selection");
            requireNonNull(to, "to");
            requireNonNull(patience, "patience");
        }
    }

    /// Takes entries for a while. Answer: [Answer.Claimed], [Answer.Empty], [Answer.Locked].
    record Claim(String container, Selection selection, long leaseMillis, Wait patience) implements Operation {
        /// Checks that nothing is missing.
        public Claim {
            requireNonNull(container, "container");
            requireNonNull(selection, "selection");
            requireNonNull(patience, "patience");
        }
    }

    /// Removes what was claimed and writes results, in one step. Answer: [Answer.Written].
    record Complete(long token, List<Into> results) implements Operation {
        /// Checks that nothing is missing, and copies the list.
        public Complete {
            results = List.copyOf(results);
        }
    }

    /// Gives back what was claimed, to be found again after a delay. Answer: [Answer.Done].
    record Release(long token, long delayMillis) implements Operation {}

    /// Lets a claim last `leaseMillis` from now on. Answer: [Answer.Done].
    record ExtendClaim(long token, long leaseMillis) implements Operation {}

    /// Lets an entry live `leaseMillis` from now on; 0 for ever. Answer: [Answer.Done].
    record Renew(String container, long entry, long leaseMillis) implements Operation {
        /// Checks that nothing is missing.
        public Renew {
            requireNonNull(container, "container");
        }
    }

    /// Ends an entry's life at once. Answer: [Answer.Done].
    record Cancel(String container, long entry) implements Operation {
        /// Checks that nothing is missing.
        public Cancel {
            requireNonNull(container, "container");
        }
    }

    /// Applies operations that don't wait, all or none, if all conditions hold. Answer: [Answer.Results], or
    /// [Answer.Unmet], where nothing was applied.
    record Batch(List<Condition> conditions, List<Operation> operations) implements Operation {
        /// Checks that nothing is missing, and copies the lists.
        public Batch {
            conditions = List.copyOf(conditions);
            operations = List.copyOf(operations);
        }
    }

    /// Begins a transaction. Answer: [Answer.Begun].
    ///
    /// @param millis how long it may last, in milliseconds
    /// @param repeatableRead whether what it reads can't be taken by others until it ends
    record Begin(long millis, boolean repeatableRead) implements Operation {}

    /// Makes what a transaction did take effect. Answer: [Answer.Done].
    record Commit(long transaction) implements Operation {}

    /// Makes what a transaction did not have happened. Answer: [Answer.Done].
    record Abort(long transaction) implements Operation {}

    /// Lets a transaction last `millis` from now on. Answer: [Answer.Done].
    record ExtendTransaction(long transaction, long millis) implements Operation {}

    /// Tells from now on, or from after `from` on, what happens to entries that match. Answer: [Answer.Watching], then
    /// events.
    ///
    /// @param selection the filter (its count is ignored), or null for all
    /// @param from the receipt of the last event seen, or null
    record Watch(String container, @Nullable Selection selection, Set<EventKind> kinds, @Nullable Receipt from)
            implements Operation {
        /// Checks that nothing is missing, and copies the set.
        public Watch {
            requireNonNull(container, "container");
            Set<EventKind> ordered = EnumSet.noneOf(EventKind.class);
            ordered.addAll(kinds);
            kinds = Collections.unmodifiableSet(ordered);
        }
    }

    /// Ends a watch or a wait of the same session, by its request's number. Answer: [Answer.Done]; a request that
    /// waited is answered with the failure `CANCELLED`.
    record Withdraw(long number) implements Operation {}

    /// Creates a container. Answer: [Answer.Done]. If there is one of that name, it is left as it is if it has the same
    /// definition and `ifAbsent`, and the request fails otherwise.
    record CreateContainer(ContainerSpec spec, boolean ifAbsent) implements Operation {
        /// Checks that nothing is missing.
        public CreateContainer {
            requireNonNull(spec, "spec");
        }
    }

    /// Drops a container and all that is in it. Answer: [Answer.Done].
    record DropContainer(String container) implements Operation {
        /// Checks that nothing is missing.
        public DropContainer {
            requireNonNull(container, "container");
        }
    }

    /// Looks a container up, or waits until someone creates it. Answer: [Answer.Described], [Answer.Empty],
    /// [Answer.TimedOut].
    record FindContainer(String container, Wait patience) implements Operation {
        /// Checks that nothing is missing.
        public FindContainer {
            requireNonNull(container, "container");
            requireNonNull(patience, "patience");
        }
    }

    /// Says how a selection would be answered. Answer: [Answer.Rows].
    record Explain(String container, Selection selection) implements Operation {
        /// Checks that nothing is missing.
        public Explain {
            requireNonNull(container, "container");
            requireNonNull(selection, "selection");
        }
    }

    /// Lists part of the space's state. Answer: [Answer.Rows].
    record Inspect(Subject subject) implements Operation {
        /// Checks that nothing is missing.
        public Inspect {
            requireNonNull(subject, "subject");
        }
    }

    /// Runs a registered procedure beside the data. Answer: [Answer.Returned].
    record Execute(String procedure, Tuple arguments) implements Operation {
        /// Checks that nothing is missing.
        public Execute {
            requireNonNull(procedure, "procedure");
            requireNonNull(arguments, "arguments");
        }
    }

    /// What can be listed.
    enum Subject {
        /// The containers.
        CONTAINERS,
        /// The operations that wait.
        WAITERS,
        /// The open transactions.
        TRANSACTIONS,
        /// The open claims.
        CLAIMS,
        /// The sessions.
        SESSIONS,
        /// Counters of the space.
        STATS,
        /// The selections that no index answered.
        SCANS
    }

    /// What must hold for a batch to be applied.
    sealed interface Condition {
        /// At least one entry matches and is free.
        record Exists(From what) implements Condition {
            /// Checks that nothing is missing.
            public Exists {
                requireNonNull(what, "what");
            }
        }

        /// No entry matches, held or not.
        record Absent(From what) implements Condition {
            /// Checks that nothing is missing.
            public Absent {
                requireNonNull(what, "what");
            }
        }

        /// An entry has this version still.
        record VersionIs(String container, long entry, long version) implements Condition {
            /// Checks that nothing is missing.
            public VersionIs {
                requireNonNull(container, "container");
            }
        }
    }
}
