package io.tupelo.space.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The way to the space under test.
public interface OpensSpaces {
    /// Longer than anything here takes on a slow machine: reached only if something is broken.
    Duration LONG = Duration.ofSeconds(20);

    /// As [#LONG].
    Wait LONG_WAIT = Wait.atMost(LONG);

    /// Time that is waited for to pass.
    Duration SHORT = Duration.ofMillis(60);

    /// Opens another session with the space under test, which is new in each test.
    SpacePort port();

    /// Opens another session as [#port] does, with the API on top of it.
    default Space open() {
        return Space.over(port());
    }

    /// Asserts that `call` fails with `code`.
    static void assertFails(ErrorCode code, ThrowingCallable call) {
        SpaceException failure = catchThrowableOfType(SpaceException.class, call);
        assertThat(failure).as("a failure with " + code).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageStartingWith(code.name());
    }

    /// Returns once what this thread sent by `space` before has been applied.
    static void settle(Space space) {
        space.inspect(Subject.STATS);
    }

    /// Returns once `number` operations wait.
    static void awaitWaiters(Space space, int number) {
        await(LONG, number + " waiters", () -> space.inspect(Subject.WAITERS).rows().size() == number);
    }

    /// Returns once what is waited for `isThere`, and fails if it isn't within `patience`.
    static void await(Duration patience, String what, BooleanSupplier isThere) {
        Instant end = Instant.now().plus(patience);
        while (!isThere.getAsBoolean()) {
            assertThat(Instant.now()).as("end of waiting for %s", what).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
