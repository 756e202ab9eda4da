package io.tupelo.runtime;

import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.SpaceContract;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// The contract of a space, held by one in this process; the kernel's invariants are checked after each test.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EmbeddedSpaceTest implements SpaceContract {
    private final SpaceRuntime runtime = SpaceRuntime.create("test");

    @Override
    public SpacePort port() {
        return runtime.port();
    }

    @AfterEach
    void invariantsHold() {
        runtime.checkInvariants();
        runtime.close();
    }
}
