package io.tupelo.actor.names;

import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.labels;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Batch;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What names are in a space; see the package.
final class Registry {
    static final String NAMES = "actors.names";
    static final String PROCESSES = "actors.processes";
    static final String POST = "actors.post";
    /// What is before the name in an address.
    static final String NAME = "name:";
    /// What is before the group in the address of a member.
    static final String GROUP = "group:";
    /// What is before the number of the process in the address of one that has no other.
    static final String REFERENCE = "ref:";
    /// What is before the number of a process that answers go to.
    static final String PROCESS = "process:";
    /// The label of all that have a name.
    static final String NAMED = "name";
    /// The label of all members of groups.
    static final String MEMBER = "group";

    /// That of an entry which nobody changes.
    private static final long VERSION = 1;

    static final Duration POST_LEASE = Duration.ofMinutes(1);

    private Registry() {}

    /// Who is at an address.
    ///
    /// @param container where its entry is
    /// @param entry the number of its entry
    /// @param process the number of its process
    /// @param host the name of its process
    /// @param messages the class of what it accepts
    record Place(String container, String address, long entry, long process, String host, String messages) {
        static Place of(Entry entry) {
            Tuple tuple = entry.tuple();
            return new Place(NAMES, tuple.string(0), entry.id(), tuple.integer(1), tuple.string(2), tuple.string(3));
        }

        /// Returns the place of what is there as long as a process is.
        static Place within(long process, String address, Class<?> messages) {
            return new Place(PROCESSES, address, process, process, "", messages.getName());
        }

        /// @throws IllegalArgumentException if it accepts other messages
        void check(Class<?> type) {
            if (!messages.equals(type.getName())) {
                throw new IllegalArgumentException(address + " accepts " + messages + ", not " + type.getName());
            }
        }

        /// Lets a batch take effect only if who is here is here still.
        Batch require(Batch batch) {
            return Registry.require(batch, container, entry);
        }
    }

    /// Lets a batch take effect only if an entry that nobody changes is there.
    static Batch require(Batch batch, String container, long entry) {
        return batch.requireVersion(container, entry, VERSION);
    }

    static void create(Space space) {
        var _ = space.createIfAbsent(ContainerSpec.named(NAMES).with("key").with("label"));
        var _ = space.createIfAbsent(ContainerSpec.named(PROCESSES).with("fifo"));
        var _ = space.createIfAbsent(ContainerSpec.named(POST).with("label").inMemory());
    }

    /// Returns the entry of an address; nothing for one that has none.
    static CompletableFuture<Optional<Place>> find(Space space, String address) {
        if (address.startsWith(REFERENCE) || address.startsWith(PROCESS)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return list(space, Coordinators.key(address)).thenApply(found -> found.stream().findFirst());
    }

    static CompletableFuture<List<Place>> list(Space space, Selection which) {
        return space.container(NAMES)
                .readAsync(which.available())
                .thenApply(Outcome::entries)
                .thenApply(entries -> entries.stream().map(Place::of).toList());
    }

    static Draft entry(long process, String host, Holding<?> holding) {
        WriteOptions life = WriteOptions.DEFAULT.endingWithSession();
        Duration lease = holding.lease();
        return new Draft(
                Tuple.tuple(holding.address(), process, host, holding.messages().getName()),
                List.of(labels(holding.labels().toArray(String[]::new))),
                lease == null ? life : life.lease(lease));
    }

    static Selector postOf(long process) {
        return label("@" + process);
    }

    static Draft post(Place to, Tuple letter) {
        return new Draft(letter, List.of(postOf(to.process())), WriteOptions.DEFAULT.lease(POST_LEASE));
    }
}
