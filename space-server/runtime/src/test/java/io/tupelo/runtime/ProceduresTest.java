package io.tupelo.runtime;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a procedure comes to, its caller learns of it, and that what it did before stands.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProceduresTest {
    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "refusal", "returning null"})
    void whatEndsAProcedureIsItsFailure(String how) {
        try (Space space = EmbeddedSpace.open()) {
            String name = how.equals("returning null") ? how : "failing";
            SpaceException failure =
                    catchThrowableOfType(SpaceException.class, () -> space.execute(name, tuple(how)));
            assertThat(failure.code()).isEqualTo(ErrorCode.PROCEDURE_FAILED);
            assertThat(failure.outcome()).isEqualTo(ErrorCode.Outcome.UNKNOWN);
            assertThat(space.inp("done before")).isPresent();
        }
    }

    /// Writes, and then fails as it is told to.
    public static final class Failing implements Procedure {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Tuple run(Space space, Tuple arguments) throws Exception {
            space.out("done before");
            switch (arguments.string(0)) {
                case "exception" -> throw new Exception("wrong");
                case "error" -> throw new NoClassDefFoundError("a library that isn't there");
                default -> space.container("nowhere").write(tuple(1));
            }
            return arguments;
        }
    }

    /// Writes, and returns nothing.
    public static final class Nothing implements Procedure {
        @Override
        public String name() {
            return "returning null";
        }

        @Override
        @SuppressWarnings("NullAway") // what it is about
        public Tuple run(Space space, Tuple arguments) {
            space.out("done before");
            return null;
        }
    }
}
