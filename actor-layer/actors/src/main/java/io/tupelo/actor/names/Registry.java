package io.tupelo.actor.names;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.WriteOptions;
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
    /// What is before the name in an address.
    static final String NAME = "name:";
    /// What is before the group in the address of a member.
    static final String GROUP = "group:";
    /// That of an entry which nobody changes.
    static final long VERSION = 1;

    private static final Duration MAIL_LEASE = Duration.ofMinutes(1);

    private Registry() {}

    /// Who is at an address.
    ///
    /// @param entry the number of its entry
    /// @param process the number of its process
    /// @param host the name of its process
    /// @param messages the class of what it accepts
    record Place(String address, long entry, long process, String host, String messages) {
        static Place of(Entry entry) {
            Tuple tuple = entry.tuple();
            return new Place(tuple.string(0), entry.id(), tuple.integer(1), tuple.string(2), tuple.string(3));
        }

        /// @throws IllegalArgumentException if it accepts other messages
        void check(Class<?> type) {
            if (!messages.equals(type.getName())) {
                throw new IllegalArgumentException(address + " accepts " + messages + ", not " + type.getName());
            }
        }
    }

    static void create(Space space) {
        var _ = space.createIfAbsent(ContainerSpec.named(NAMES).with("key").with("label"));
        var _ = space.createIfAbsent(ContainerSpec.named(PROCESSES).with("fifo"));
    }

    static CompletableFuture<Optional<Place>> find(Space space, String address) {
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
                List.of(label(holding.label())),
                lease == null ? life : life.lease(lease));
    }

    static Selector mailOf(long process) {
        return label("@" + process);
    }

    static Draft mail(Place to, Tuple message) {
        return new Draft(
                Tuple.tuple(to.address(), message),
                List.of(mailOf(to.process())),
                WriteOptions.DEFAULT.lease(MAIL_LEASE));
    }
}

