package io.tupelo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The shell's commands about actors, on a server, beside a process that hosts some.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ActorCommandsTest {
    record Sum(long amount) {}

    record Add(long amount) implements Call<Long> {}

    private static final class Adder implements DurableActor<Add, Sum> {
        @Override
        public Sum begin(String key) {
            return new Sum(0);
        }

        @Override
        public Sum receive(StepContext<Add> step, Sum sum, Add add) {
            if (add.amount > 100) {
                step.remindEvery("more", Duration.ofHours(1), new Add(1));
            }
            step.reply(sum.amount + add.amount);
            return new Sum(sum.amount + add.amount);
        }
    }

    private static final ActorType<Add, Sum> ADDER = ActorType.of("adder", Add.class, Sum.class, new Adder());
    private static final ActorType<Add, Sum> NOBODYS = ActorType.of("nobodys", Add.class, Sum.class, new Adder());

    private final ActorHost threads = ActorHost.open();
    private TupeloServer server;
    private Space space;

    @BeforeEach
    void open() throws Exception {
        server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
        space = Space.over(server.space("default"));
    }

    @AfterEach
    void close() {
        space.close();
        server.close();
        threads.close();
    }

    private List<String> shell(int status, String... options) {
        return ShellRun.shell(server.port(), status, options).stream().map(String::strip).toList();
    }

    @Test
    void actorsAreShownAsTheSpaceHasThem() throws Exception {
        try (SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {})) {
            actors.host("here", SpaceActors.LEASE, ADDER);
            actors.ref(ADDER, "ann").ask(new Add(7), Duration.ofSeconds(60));
            actors.ref(ADDER, "bob").ask(new Add(101), Duration.ofSeconds(60));
            actors.ref(NOBODYS, "x").send(new Add(1)).join();
            actors.ref(NOBODYS, "x").send(new Add(2)).join();
            assertThat(shell(0, "-c", "actors"))
                    .containsExactly(
                            "actor | mail | state | host",
                            "adder/ann | 0 | (\"Sum\", 7) | here",
                            "adder/bob | 0 | (\"Sum\", 101) | here",
                            "nobodys/x | 2");
            assertThat(shell(0, "-c", "actors nobodys")).containsExactly("actor | mail | state | host", "nobodys/x | 2");
            assertThat(shell(0, "-c", "state adder/ann")).containsExactly("actor | state", "adder/ann | (\"Sum\", 7)");
            assertThat(shell(0, "-c", "actor adder/bob"))
                    .containsExactly(
                            "what | value",
                            "state | (\"Sum\", 101)",
                            "mail | 0",
                            "reminder more | every PT1H: (\"Add\", 1)",
                            "shard | adder/" + shardOf("bob"),
                            "host | here");
            assertThat(shell(0, "-c", "mailbox nobodys/x").stream().map(line -> line.replaceAll("[0-9]+ \\| [0-9-]+T[^ ]+", "N | T")))
                    .containsExactly("entry | written | message | reply to | reminder", "N | T | (\"Add\", 1)", "N | T | (\"Add\", 2)");
            assertThat(shell(0, "--json", "-c", "state adder/ann").getFirst()).contains("\"state\":[\"Sum\",7]");
        }
    }

    @Test
    void actorsAreListedSomeAtATime() {
        try (SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {})) {
            for (String key : List.of("a", "b", "c d", "e", "f")) {
                actors.ref(NOBODYS, key).send(new Add(1)).join();
            }
            assertThat(shell(0, "-c", "actors max=3"))
                    .containsExactly(
                            "actor | mail | state | host",
                            "nobodys/a | 1",
                            "nobodys/b | 1",
                            "nobodys/c d | 1",
                            "2 more: actors after=\"nobodys/c d\" max=3");
            assertThat(shell(0, "-c", "actors after=\"nobodys/c d\" max=3"))
                    .containsExactly("actor | mail | state | host", "nobodys/e | 1", "nobodys/f | 1");
            assertThat(shell(0, "-c", "actors nobodys after=nobodys/a max=1"))
                    .containsExactly("actor | mail | state | host", "nobodys/b | 1", "3 more: actors nobodys after=nobodys/b max=1");
            assertThat(shell(0, "-c", "actors after=z").getFirst()).startsWith("none at");
        }
    }

    private ActorRef<Add> member() {
        return threads.spawn(ActorSpec.always((_, _) -> Behavior.stop()));
    }

    @Test
    void groupsAreListedByProcess() {
        assertThat(shell(2, "-c", "groups").getFirst())
                .isEqualTo("UNKNOWN_CONTAINER: there never were named actors in this space: it has no container actors.names");
        try (SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {});
                SpaceNames here = SpaceNames.open(actors, "here");
                SpaceNames there = SpaceNames.open(actors, "there")) {
            assertThat(shell(0, "-c", "groups").getFirst()).startsWith("none at");
            for (SpaceNames names : List.of(here, here, there)) {
                names.join("workers", member(), Add.class);
            }
            here.join("others", member(), Add.class);
            assertThat(shell(0, "-c", "groups"))
                    .containsExactly("group | process | members", "others | here | 1", "workers | here | 2", "workers | there | 1");
            assertThat(shell(0, "-c", "groups workers").stream().map(line -> line.replaceAll("/[0-9.]+", "/N")))
                    .containsExactly(
                            "member | process | messages",
                            "workers/N | here | " + Add.class.getName(),
                            "workers/N | here | " + Add.class.getName(),
                            "workers/N | there | " + Add.class.getName());
            assertThat(shell(0, "-c", "groups nobody").getFirst()).startsWith("none at");
        }
    }

    @Test
    void whatOnlyAHostKnowsIsRefusedByOthers() {
        for (String command : List.of("tree", "stuck", "stop adder/ann", "restart 17")) {
            assertThat(shell(2, "-c", command).getFirst())
                    .isEqualTo("UNKNOWN_PROCEDURE: this server hosts no actors: it has no types of them");
        }
        assertThat(shell(0, "-c", "stats")).noneMatch(line -> line.contains("actors"));
    }

    /// As the package's documentation has it.
    private static int shardOf(String key) {
        int hash = key.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), 64);
    }

    @Test
    void activationsAreShardsByHost() {
        try (SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {})) {
            // It looks after its shards four times a lease, and would take those again.
            actors.host("here", Duration.ofHours(1), ADDER);
            while (actors.ownedShards() < 64) {
                Thread.onSpinWait();
            }
            assertThat(shell(0, "-c", "activations")).containsExactly("type | host | shards | numbers", "adder | here | 64 | 0-63");
            space.container("actors.shards").delete(Coordinators.key("adder/3"));
            space.container("actors.shards").delete(Coordinators.key("adder/63"));
            assertThat(shell(0, "-c", "activations"))
                    .containsExactly("type | host | shards | numbers", "adder | here | 62 | 0-2,4-62", "adder | 2 | 3,63");
        }
        assertThat(shell(0, "-c", "activations").getFirst()).startsWith("none at");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(shell(2, "-c", "actors").getFirst()).isEqualTo(
                "UNKNOWN_CONTAINER: there never were actors in this space: it has no container actors.mail");
        assertThat(shell(2, "-c", "state ann").getFirst()).startsWith("SYNTAX: column 7: expected an actor");
        SpaceActors.open(space, threads, (_, _) -> {}).close();
        assertThat(shell(1, "-c", "state adder/ann").getFirst()).startsWith("empty");
        assertThat(shell(0, "-c", "actors").getFirst()).startsWith("none at");
    }
}
