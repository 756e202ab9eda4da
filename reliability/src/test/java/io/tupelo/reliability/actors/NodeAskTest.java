package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.AskException;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.client.SpaceClient;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.EventKind;
import io.tupelo.reliability.actors.Counters.Command;
import io.tupelo.space.Space;
import io.tupelo.space.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Questions from across the network to actors that the node hosts, or another process.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeAskTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ActorHost threads = ActorHost.open();
    @TempDir
    private Path folder;
    private Path jar;
    private NodeConfig config;
    private TupeloServer server;
    private Space space;

    @BeforeEach
    void open() throws IOException {
        jar = ActorJar.naming(folder, Counters.class);
        config = NodeConfig.DEFAULT.withPort(0).withData(folder.resolve("data"));
        server = ActorJar.serve(config, jar);
        config = config.withPort(server.port());
        space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port());
    }

    @AfterEach
    void close() {
        space.close();
        server.close();
        threads.close();
    }

    private SpaceActors actors(Space over) {
        return SpaceActors.open(over, threads, (_, _) -> {});
    }

    private void awaitHosted() {
        while (space.container("actors.shards").describe().entries() < 64) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuestionIsNoMail() throws Exception {
        awaitHosted();
        VirtualRef<Command> ann = actors(space).ref(Counters.COUNTER, "ann");
        try (Subscription mail = space.container("actors.mail").watch(Set.of(EventKind.WRITTEN))) {
            assertThat(ann.ask(new Command.Add(7), LONG)).isEqualTo(7);
            assertThat(ann.ask(new Command.Look(), LONG)).isEqualTo(new Counters.Total(7, ""));
            ann.send(new Command.Add(1)).join();
            assertThat(mail.next(LONG).orElseThrow().entry().tuple().toString()).contains("\"Add\", 1");
        }
    }

    @Test
    void whatWasSentAndAskedBeforeComesFirst() {
        VirtualRef<Command> ann = actors(space).ref(Counters.COUNTER, "ann");
        StringBuilder expected = new StringBuilder();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (i % 5 < 2) {
                ann.tell(new Command.Note(i + " "));
            } else {
                all.add(ann.askAsync(new Command.Note(i + " "), LONG));
            }
            expected.append(i).append(' ');
            if (i % 5 == 4) {
                all.forEach(CompletableFuture::join);
            }
        }
        assertThat(ann.ask(new Command.Look(), LONG).notes()).hasToString(expected.toString());
    }

    @Test
    void aQuestionThatFailsSaysWhy() {
        VirtualRef<Command> ann = actors(space).ref(Counters.COUNTER, "ann");
        assertThatThrownBy(() -> ann.ask(new Command.Fail(), LONG))
                .isInstanceOf(AskException.class)
                .hasMessageContaining("counter/ann")
                .hasMessageContaining("as it was told");
        assertThat(ann.ask(new Command.Add(7), LONG)).isEqualTo(7);
    }

    @Test
    void whoIsHostedElsewhereIsAskedThroughTheMail() {
        awaitHosted();
        try (Space elsewhere = SpaceClient.connect("tupelo://127.0.0.1:" + server.port());
                SpaceActors other = actors(elsewhere)) {
            other.host("other", Duration.ofSeconds(10), Counters.COUNTER);
            while (other.ownedShards() < 32) {
                Thread.onSpinWait();
            }
            SpaceActors asking = actors(space);
            for (int i = 0; i < 100; i++) {
                assertThat(asking.ref(Counters.COUNTER, "a" + i).ask(new Command.Add(i), LONG)).isEqualTo(i);
                assertThat(other.ref(Counters.COUNTER, "a" + i).ask(new Command.Add(1), LONG)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void aNodeThatWasRestartedDoesntCarryOutWhatItsPredecessorWasAsked() throws IOException {
        VirtualRef<Command> ann = actors(space).ref(Counters.COUNTER, "ann");
        assertThat(ann.ask(new Command.Add(7), LONG)).isEqualTo(7);
        server.close();
        CompletableFuture<Long> meanwhile = ann.askAsync(new Command.Add(1), LONG);
        server = ActorJar.serve(config, jar);
        assertThatThrownBy(() -> meanwhile.get(60, TimeUnit.SECONDS)).hasMessageContaining("restarted");
        assertThat(ann.ask(new Command.Add(1), LONG)).isEqualTo(8);
        server.close();
        CompletableFuture<Long> then = ann.askAsync(new Command.Add(1), LONG);
        server = TupeloServer.start(config);
        assertThatThrownBy(() -> then.get(60, TimeUnit.SECONDS)).hasMessageContaining("hosts no actors any more");
        try (Space elsewhere = Space.over(server.space("default"));
                SpaceActors other = actors(elsewhere)) {
            other.host("other", Duration.ofSeconds(10), Counters.COUNTER);
            assertThat(ann.ask(new Command.Add(1), LONG)).as("by mail").isEqualTo(9);
        }
    }
}
