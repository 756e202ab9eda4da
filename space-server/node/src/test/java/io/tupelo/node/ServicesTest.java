package io.tupelo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tupelo.client.SpaceClient;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpaceService;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Services begin before clients come, end before their spaces do, and answer what clients execute.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServicesTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    /// A procedure of a service.
    private record Answering(String name, Function<Tuple, CompletableFuture<Tuple>> how) implements AsyncProcedure {
        @Override
        public CompletableFuture<Tuple> start(Tuple arguments) {
            return how.apply(arguments);
        }
    }

    private SpaceService service(AsyncProcedure... procedures) {
        return (name, space, _) -> {
            space.out("begun", name);
            seen.add("begin " + name);
            return Optional.of(new SpaceService.Running() {
                @Override
                public List<AsyncProcedure> procedures() {
                    return List.of(procedures);
                }

                @Override
                public void close() {
                    seen.add("end " + name + " " + space.inp("begun", name).isPresent());
                }
            });
        };
    }

    private static TupeloServer start(SpaceService... services) throws Exception {
        return TupeloServer.start(NodeConfig.DEFAULT.withPort(0).withSpaces(List.of("a", "b")).withServices(List.of(services)));
    }

    private static Space connect(TupeloServer server) {
        return SpaceClient.connect("tupelo://127.0.0.1:" + server.port() + "/a");
    }

    @Test
    void oneIsStartedInEachSpaceAndEndsBeforeIt() throws Exception {
        try (TupeloServer server = start(service());
                Space space = connect(server)) {
            assertThat(space.rdp("begun", "a")).isPresent();
        }
        assertThat(seen).containsExactly("begin a", "begin b", "end b true", "end a true");
    }

    @Test
    void itsProceduresAreExecutedInTheOrderOfASession() throws Exception {
        List<Long> order = Collections.synchronizedList(new ArrayList<>());
        AsyncProcedure procedure = new Answering("later", arguments -> {
            order.add(arguments.integer(0));
            return CompletableFuture.supplyAsync(() -> Tuple.tuple("done", arguments.integer(0)));
        });
        try (TupeloServer server = start(service(procedure));
                Space space = connect(server)) {
            List<CompletableFuture<Tuple>> all =
                    LongStream.range(0, 500).mapToObj(i -> space.executeAsync("later", Tuple.tuple(i))).toList();
            for (int i = 0; i < 500; i++) {
                assertThat(all.get(i).join()).isEqualTo(Tuple.tuple("done", i));
            }
        }
        assertThat(order).isEqualTo(LongStream.range(0, 500).boxed().toList());
    }

    @Test
    void whatEndsAProcedureIsItsCallersToKnow() throws Exception {
        AsyncProcedure[] procedures = {
            new Answering("throwing", _ -> {
                throw new NoClassDefFoundError("a library that isn't there");
            }),
            new Answering("failing", _ -> CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("wrong");
            })),
            new Answering("empty", _ -> CompletableFuture.completedFuture(null))
        };
        try (TupeloServer server = start(service(procedures));
                Space space = connect(server)) {
            for (AsyncProcedure procedure : procedures) {
                SpaceException failure = catchThrowableOfType(
                        SpaceException.class, () -> space.execute(procedure.name(), Tuple.tuple(1)));
                assertThat(failure.code()).isEqualTo(ErrorCode.PROCEDURE_FAILED);
                assertThat(failure).hasMessageContaining(procedure.name());
            }
            SpaceException unknown = catchThrowableOfType(SpaceException.class, () -> space.execute("no such", Tuple.tuple(1)));
            assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_PROCEDURE);
            assertThat(unknown).hasMessageContaining("empty, failing, throwing");
        }
    }

    @Test
    void aServerWhoseServiceCantBeStartedDoesntStart() {
        SpaceService refusing = new SpaceService() {
            @Override
            public Optional<Running> start(String name, Space space, Consumer<String> failures) {
                throw new IllegalArgumentException("what was added is wrong");
            }
        };
        assertThatThrownBy(() -> start(service(), refusing)).isInstanceOf(SpaceException.class).hasMessageContaining("what was added is wrong");
        assertThat(seen).containsExactly("begin a", "end a true");
        AsyncProcedure twice = new Answering("twice", CompletableFuture::completedFuture);
        assertThatThrownBy(() -> start(service(twice), service(twice))).isInstanceOf(SpaceException.class).hasMessageContaining("twice already");
    }

    @Test
    void oneThatHasNothingToDoHasNoSession() throws Exception {
        try (TupeloServer server = start((_, _, _) -> Optional.empty());
                Space space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port() + "/a")) {
            assertThat(space.inspect(Operation.Subject.SESSIONS).rows()).hasSize(1);
        }
    }

    @Test
    void oneThatCantBeClosedDoesntKeepTheOthers() throws Exception {
        SpaceService stuck = (_, _, _) -> Optional.of(new SpaceService.Running() {
            @Override
            public List<AsyncProcedure> procedures() {
                return List.of();
            }

            @Override
            public void close() {
                throw new IllegalStateException("it can't be closed");
            }
        });
        start(service(), stuck).close();
        assertThat(seen).containsExactly("begin a", "begin b", "end b true", "end a true");
    }
}
