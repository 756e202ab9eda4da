package io.tupelo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.reliability.actors.ActorJar;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `--actors` does.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ActorJarTest {
    private static final String GREETER = "ActorType.of(\"greeter\", Greet.class, Seen.class, new Greeter())";

    /// As clients know it.
    record Greet(String name) implements Call<String> {}

    record Seen(long times) {}

    private static final ActorType<Greet, Seen> KNOWN = ActorType.of("greeter", Greet.class, Seen.class, new DurableActor<>() {
        @Override
        public Seen begin(String key) {
            throw new IllegalStateException("it is hosted elsewhere");
        }

        @Override
        public Seen receive(StepContext<Greet> step, Seen state, Greet message) {
            throw new IllegalStateException("it is hosted elsewhere");
        }
    });

    @TempDir
    private Path folder;

    private Path jar(String name, String types) throws IOException {
        String source = """
                import io.tupelo.actor.durable.*;
                import io.tupelo.actor.otp.Call;
                import java.util.List;

                public final class %1$s implements ActorTypes {
                    public record Seen(long times) {}

                    public record Greet(String name) implements Call<String> {}

                    public List<ActorType<?, ?>> types() {
                        return List.of(%2$s);
                    }

                    static final class Greeter implements DurableActor<Greet, Seen> {
                        public Seen begin(String key) {
                            return new Seen(0);
                        }

                        public Seen receive(StepContext<Greet> step, Seen seen, Greet greet) {
                            step.reply("Hello, " + greet.name());
                            return new Seen(seen.times() + 1);
                        }
                    }
                }
                """.formatted(name, types);
        return ActorJar.compiled(folder, name, source);
    }

    private static TupeloServer start(Path... jars) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(ServiceJars.loader(List.of(jars), before));
            return TupeloServer.start(NodeConfig.DEFAULT.withPort(0).withSpaces(List.of("one", "two")));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void whatIsInAJarIsHostedInEachSpace() throws Exception {
        try (TupeloServer server = start(jar("Greeters", GREETER));
                ActorHost threads = ActorHost.open()) {
            for (String name : List.of("one", "two")) {
                try (Space space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port() + "/" + name)) {
                    SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {});
                    assertThat(actors.ref(KNOWN, "a").ask(new Greet(name), Duration.ofSeconds(60))).isEqualTo("Hello, " + name);
                    assertThat(space.container("actors.state").read(Coordinators.key("greeter/a")).tuple())
                            .contains(Tuple.tuple("Seen", 1));
                }
            }
        }
    }

    @Test
    void aServerThatStopsGivesItsShardsUp() throws Exception {
        Path data = folder.resolve("data");
        Path jar = jar("Greeters", GREETER);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ServiceJars.loader(List.of(jar), before));
        NodeConfig config = NodeConfig.DEFAULT.withPort(0).withData(data);
        try (ActorHost threads = ActorHost.open()) {
            for (int start = 1; start <= 2; start++) {
                try (TupeloServer server = TupeloServer.start(config);
                        Space space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port())) {
                    SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {});
                    // In less than a lease: the second start needn't wait for what the first has owned.
                    assertThat(actors.ref(KNOWN, "a").ask(new Greet("you"), SpaceActors.LEASE.dividedBy(2))).isEqualTo("Hello, you");
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        thread.setContextClassLoader(null);
        try (TupeloServer server = TupeloServer.start(config);
                Space space = Space.over(server.space("default"))) {
            assertThat(space.container("actors.shards").describe().entries()).isZero();
            assertThat(space.container("actors.hosts").describe().entries()).isZero();
            assertThat(space.container("actors.state").read(Coordinators.key("greeter/a")).tuple()).contains(Tuple.tuple("Seen", 2));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aServerWithoutTypesLeavesItsSpacesAlone() throws Exception {
        try (TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
                Space space = Space.over(server.space("default"))) {
            assertThat(space.container("actors.mail", io.tupelo.operation.Wait.NOW)).isEmpty();
        }
    }

    @Test
    void aJarThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.jar");
        refuses("there is no JAR " + missing, missing);
        refuses("there is no JAR " + folder, folder);
    }

    @Test
    void aJarWithoutTypesIsNamed() throws Exception {
        Path other = Path.of(TupeloServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = Files.isDirectory(other) ? emptyJar() : other;
        refuses(jar + " has nothing for a server to run", jar);
        Path none = jar("None", "");
        refuses("there are no types of actors in None of " + none, none);
    }

    private Path emptyJar() throws IOException {
        Path jar = folder.resolve("empty.jar");
        try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new java.util.jar.JarEntry("readme"));
        }
        return jar;
    }

    @Test
    void aFileThatIsNoJarIsNamed() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.jar"), "no JAR");
        refuses(text + " is no JAR that can be read", text);
    }

    @Test
    void aTypeThatIsThereTwiceIsNamedWithBothJars() throws Exception {
        Path one = jar("One", GREETER);
        Path two = jar("Two", GREETER);
        refuses("the type of actors greeter is there twice: in One of " + one + " and in Two of " + two, one, two);
    }

    private static void refuses(String why, Path... jars) {
        assertThatThrownBy(() -> start(jars)).isInstanceOf(SpaceException.class).hasMessageContaining(why);
    }
}
