package io.tupelo.node;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.LONG;
import static io.tupelo.space.contract.OpensSpaces.await;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Wait;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A coordinator that somebody has plugged in throws, at any call of any method: who asked is told which one, what was answered
/// stays so, and nothing that was left half done is ever seen.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrittleTest {
    private static final SpaceConfig CONFIG = SpaceConfig.DEFAULT
            .withJournal(JournalConfig.DEFAULT.withSegmentBytes(64 << 10).withPreparing(Runnable::run))
            .withReserveBytes(0)
            .withGraceMillis(0);
    private static final Selector MARKED = new Selector(BrittleType.NAME, 7L);
    private static final Duration LEASE = Duration.ofMillis(300);
    private static final ClientConfig CLIENT = ClientConfig.DEFAULT.withConnectTimeout(Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    /// The jobs that were there before the last request, and after it.
    private Set<Long> before = new TreeSet<>();
    private Set<Long> after = new TreeSet<>();
    private long numbers;

    @AfterEach
    void mend() {
        BrittleType.failAt("", 0);
    }

    static List<String> methods() {
        return BrittleType.METHODS;
    }

    static Stream<Arguments> calls() {
        return BrittleType.METHODS.stream()
                .filter(method -> !method.equals("load"))
                .flatMap(method -> Stream.of(1, 2, 3, 5, 8).map(call -> Arguments.of(method, call)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aDurableSpaceGoesBackToWhatWasAnswered(String method, int call) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (SpaceRuntime runtime = SpaceRuntime.open("brittle", disk, CONFIG);
                Space space = Space.over(runtime.port())) {
            workUntilItFails(space, method, call);
            runtime.resume();
            goOn(space);
            runtime.checkInvariants();
        }
        try (SpaceRuntime runtime = SpaceRuntime.open("brittle", disk, CONFIG);
                Space space = Space.over(runtime.port())) {
            assertIsRight(space);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void oneInMemoryGoesOnOrSaysThatItIsLost(String method, int call) {
        try (SpaceRuntime runtime = SpaceRuntime.create("brittle");
                Space space = Space.over(runtime.port())) {
            if (workUntilItFails(space, method, call) == ErrorCode.DEGRADED) {
                assertIsLost(space, "coordinator brittle of container jobs failed in " + method);
                assertThatThrownBy(runtime::resume).hasMessageContaining("it is in memory only");
            } else {
                goOn(space);
                runtime.checkInvariants();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkArgument", "find", "add", "remove", "save", "wakeKeys"})
    void aDurableNodeGoesBackToWhatWasAnswered(String method) throws IOException {
        NodeConfig config = NodeConfig.DEFAULT.withPort(0).withData(folder).withSpace(CONFIG);
        try (TupeloServer server = TupeloServer.start(config);
                Space space = SpaceClient.connect(LocalNode.address(server.port()), CLIENT)) {
            workUntilItFails(space, method, 2);
            await(LONG, "the space to be resumed", () -> isResumed(space));
            goOn(space);
        }
        try (TupeloServer server = TupeloServer.start(config);
                Space space = SpaceClient.connect(LocalNode.address(server.port()), CLIENT)) {
            assertIsRight(space);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aNodeInMemoryGoesOnOrSaysThatItIsLost(String method) throws IOException {
        try (TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
                Space space = SpaceClient.connect(LocalNode.address(server.port()), CLIENT)) {
            if (workUntilItFails(space, method, 2) == ErrorCode.DEGRADED) {
                assertIsLost(space, "it is in memory only");
            } else {
                goOn(space);
            }
        }
    }

    @Test
    void aStartThatFailsNamesTheCoordinatorAndChangesNothing() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            create(space);
            work(space);
        }
        for (String method : new String[] {"load", "create", "add"}) {
            BrittleType.failAt(method, 1);
            assertThatThrownBy(() -> EmbeddedSpace.open(folder, CONFIG))
                    .isInstanceOf(SpaceException.class)
                    .hasMessageContaining("coordinator brittle of container jobs failed in " + method);
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertIsRight(space);
        }
    }

    private static Container create(Space space) {
        return space.createIfAbsent(ContainerSpec.named("jobs").with("fifo").withOptional(BrittleType.NAME));
    }

    /// Does things until it fails or enough was done, while somebody waits and watches.
    ///
    /// @return `DEGRADED` if the space has failed, or `INTERNAL` if it goes on
    private ErrorCode workUntilItFails(Space space, String method, int call) {
        BrittleType.failAt(method, call);
        CompletableFuture<Outcome> waiting = CompletableFuture.failedFuture(new SpaceException(ErrorCode.CANCELLED, "it did not begin"));
        try {
            Container jobs = create(space);
            jobs.watch(MARKED, EnumSet.allOf(EventKind.class));
            waiting = jobs.takeAsync(new Selector(BrittleType.NAME, 8L), Wait.FOREVER);
            for (int round = 0; round < 3; round++) {
                work(space);
            }
            return ErrorCode.INTERNAL;
        } catch (SpaceException failed) {
            assertThat(failed).hasMessageContaining("coordinator brittle of container jobs failed in " + method);
            if (failed.code() == ErrorCode.INTERNAL) {
                assertThat(failed).hasMessageContaining("the request was not applied");
                after = before;
                return ErrorCode.INTERNAL;
            }
            assertThat(failed.code()).isIn(ErrorCode.DEGRADED, ErrorCode.UNREACHABLE);
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(SpaceException.class);
            return ErrorCode.DEGRADED;
        } finally {
            BrittleType.failAt("", 0);
        }
    }

    private void work(Space space) {
        Container jobs = space.container("jobs");
        for (int i = 0; i < 3; i++) {
            write(jobs);
            before = after;
        }
        var _ = jobs.read(MARKED.then(fifo()));
        var _ = jobs.read(fifo().then(MARKED));
        var _ = jobs.explain(MARKED);
        take(jobs);
        before = after;
        try (Transaction transaction = space.transaction()) {
            write(jobs.in(transaction));
            take(jobs.in(transaction));
            transaction.commit();
        }
        before = after;
        jobs.claim(MARKED, LEASE).orElseThrow().release();
    }

    private void write(Container jobs) {
        after = new TreeSet<>(after);
        after.add(numbers);
        jobs.write(tuple("job", numbers++), MARKED);
    }

    private void take(Container jobs) {
        long oldest = Collections.min(after);
        after = new TreeSet<>(after);
        after.remove(oldest);
        assertThat(jobs.take(MARKED).entries().getFirst().tuple()).isEqualTo(tuple("job", oldest));
    }

    private static boolean isResumed(Space space) {
        try {
            var _ = space.execute(Procedure.RESUME, tuple("resume"));
            var _ = create(space);
            return true;
        } catch (SpaceException early) {
            assertThat(early.code()).isIn(ErrorCode.DEGRADED, ErrorCode.CLOSED, ErrorCode.UNREACHABLE);
            return false;
        }
    }

    private void goOn(Space space) {
        assertIsRight(space);
        work(space);
        assertIsRight(space);
    }

    /// What was claimed is there once the lease has ended.
    private void assertIsRight(Space space) {
        await(LONG, before + " or " + after, () -> {
            Set<Long> there = jobs(space, fifo());
            boolean isRight = (there.equals(before) || there.equals(after)) && jobs(space, MARKED).equals(there);
            if (isRight) {
                before = there;
                after = there;
            }
            return isRight;
        });
    }

    private static Set<Long> jobs(Space space, Selector by) {
        Set<Long> numbers = new TreeSet<>();
        create(space).readAll(by.available()).forEach(job -> numbers.add(job.integer(1)));
        return numbers;
    }

    private static void assertIsLost(Space space, String why) {
        List<ThrowingCallable> requests = List.of(
                () -> space.defaultContainer().read(fifo()),
                () -> space.execute(Procedure.RESUME, tuple("resume")));
        for (ThrowingCallable request : requests) {
            assertThatThrownBy(request).isInstanceOf(SpaceException.class).hasMessageContaining(why);
        }
    }
}
