package io.tupelo.benchmarks.actor;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Draft;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Durable actors that count, each for itself.
public final class Counters implements ActorTypes {
    /// Their type.
    public static final ActorType<Add, Count> COUNTER = ActorType.of("counter", Add.class, Count.class, new Counter());

    private static final int KEPT_AT_ONCE = 1_000;

    /// What one has counted.
    ///
    /// @param value the sum
    public record Count(long value) {}

    /// Counts, and is answered with the sum.
    ///
    /// @param amount how much
    public record Add(long amount) implements Call<Long> {}

    private static final class Counter implements DurableActor<Add, Count> {
        @Override
        public Count begin(String key) {
            return new Count(0);
        }

        @Override
        public Count receive(StepContext<Add> step, Count count, Add add) {
            Count next = new Count(count.value + add.amount);
            step.reply(next.value);
            return next;
        }
    }

    /// Makes them.
    public Counters() {}

    @Override
    public List<ActorType<?, ?>> types() {
        return List.of(COUNTER);
    }

    /// Keeps the states of counters that are not in memory: each has counted to 1.
    ///
    /// @param prefix what their keys begin with; the rest is their number, from 0
    public static void keep(Space space, String prefix, int many) {
        Container states = space.container("actors.state");
        for (int i = 0; i < many; i += KEPT_AT_ONCE) {
            List<Draft> drafts = new ArrayList<>();
            for (int j = i; j < Math.min(many, i + KEPT_AT_ONCE); j++) {
                drafts.add(Draft.of(Tuple.of(new Count(1)), Coordinators.key("counter/" + prefix + j)));
            }
            var _ = states.writeAll(drafts);
        }
    }

    /// Writes a JAR that has a server host them which has this class on its class path.
    public static Path jar(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + ActorTypes.class.getName()));
            jar.write(Counters.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
