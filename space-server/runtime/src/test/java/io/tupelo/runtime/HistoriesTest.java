package io.tupelo.runtime;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Subscription;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many watches that resume at once, as after a restart.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HistoriesTest {
    private static final int CONTAINERS = 3;
    private static final int WRITES = 300;
    private static final int WATCHES = 64;

    @TempDir
    private Path folder;

    private record Told(int container, Receipt at, long number) {}

    private static Container container(Space space, int number) {
        return space.createIfAbsent(ContainerSpec.named("c" + number).with("fifo"));
    }

    @Test
    void eachIsToldAllThatItHasMissedAndNothingElse() throws IOException, InterruptedException {
        Random random = Seed.random("HistoriesTest");
        List<Told> all = new ArrayList<>();
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            for (int i = 0; i < WRITES; i++) {
                int container = random.nextInt(CONTAINERS);
                all.add(new Told(container, container(space, container).write(tuple(i)).receipt(), i));
                if (i == WRITES / 2) {
                    runtime.checkpoint();
                }
            }
        }
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            List<Subscription> watches = new ArrayList<>();
            List<List<Long>> expected = new ArrayList<>();
            for (int i = 0; i < WATCHES; i++) {
                int container = random.nextInt(CONTAINERS);
                Receipt from = all.get(random.nextInt(WRITES)).at;
                watches.add(container(space, container).watch(null, Set.of(EventKind.WRITTEN), from));
                expected.add(all.stream()
                        .filter(told -> told.container == container && told.at.compareTo(from) > 0)
                        .map(Told::number)
                        .toList());
            }
            for (int container = 0; container < CONTAINERS; container++) {
                container(space, container).write(tuple(WRITES));
            }
            for (int i = 0; i < WATCHES; i++) {
                List<Long> told = new ArrayList<>();
                try (Subscription watch = watches.get(i)) {
                    while (told.isEmpty() || told.getLast() != WRITES) {
                        Event event = watch.next(OpensSpaces.LONG).orElseThrow();
                        told.add(Objects.requireNonNull(event.entry(), "a gap").tuple().integer(0));
                    }
                }
                assertThat(told.subList(0, told.size() - 1)).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void allWhoWaitShareAPass() throws IOException, InterruptedException {
        SpaceRuntime.open("test", folder, DurableSpaceTest.CONFIG).close();
        AtomicInteger passes = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(WATCHES);
        Histories histories = new Histories(folder, () -> {
            passes.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return 0;
        });
        Receipt now = new Receipt(Long.MAX_VALUE, 0, 0);
        for (int i = 0; i < WATCHES; i++) {
            histories.read(new SpaceHistory.Wanted(1, now, now, _ -> found.countDown()));
            while (i == 0 && passes.get() == 0) {
                Thread.onSpinWait();
            }
        }
        go.countDown();
        found.await();
        assertThat(passes).as("one for the first, one for all others").hasValue(2);
        CountDownLatch again = new CountDownLatch(1);
        histories.read(new SpaceHistory.Wanted(1, now, now, _ -> again.countDown()));
        again.await();
        assertThat(passes).hasValue(3);
    }
}
