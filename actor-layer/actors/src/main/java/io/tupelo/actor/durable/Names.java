package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.labels;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What actors are in a space; see the package.
final class Names {
    static final String MAIL = "actors.mail";
    static final String STATE = "actors.state";
    static final String EVENTS = "actors.events";
    static final String REMINDERS = "actors.reminders";
    static final String REPLIES = "actors.replies";
    static final String SHARDS = "actors.shards";
    static final String HOSTS = "actors.hosts";
    static final String DEAD = "actors.dead";
    /// How many shards the actors of a type are spread over.
    static final int SHARD_COUNT = 64;

    private static final Duration REPLY_LEASE = Duration.ofMinutes(1);

    private Names() {}

    static void create(Space space) {
        for (ContainerSpec spec : List.of(
                ContainerSpec.named(MAIL).with("label").with("any"),
                ContainerSpec.named(STATE).with("key").with("any"),
                ContainerSpec.named(EVENTS).with("label"),
                ContainerSpec.named(REMINDERS).with("key").with("label"),
                ContainerSpec.named(REPLIES).with("key"),
                ContainerSpec.named(SHARDS).with("key").with("label").with("any"),
                ContainerSpec.named(HOSTS).with("key").with("label"),
                ContainerSpec.named(DEAD).with("fifo"))) {
            var _ = space.createIfAbsent(spec);
        }
    }

    static int shardOf(String key) {
        int hash = key.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), SHARD_COUNT);
    }

    static String shardLabel(String type, int shard) {
        return "#" + type + '/' + shard;
    }

    private static Selector[] labelsOf(String actor) {
        int slash = actor.indexOf('/');
        return new Selector[] {labels(actor, shardLabel(actor.substring(0, slash), shardOf(actor.substring(slash + 1))))};
    }

    static Draft mail(String actor, Tuple message, @Nullable String replyTo) {
        return Draft.of(Tuple.tuple(actor, message, replyTo), labelsOf(actor));
    }

    static Draft tick(String actor, Tuple message, String reminder, String generation, Duration after) {
        return new Draft(
                Tuple.tuple(actor, message, null, reminder, generation),
                List.of(labelsOf(actor)),
                WriteOptions.DEFAULT.delay(after));
    }

    static Operation reply(String replyTo, String kind, Object value) {
        return write(
                REPLIES,
                new Draft(Tuple.tuple(kind, value), List.of(key(replyTo)), WriteOptions.DEFAULT.lease(REPLY_LEASE)));
    }

    static Operation write(String container, Draft draft) {
        return new Operation.Write(container, List.of(draft), Wait.NOW);
    }
}
