package io.tupelo.runtime;

import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.SpaceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contract of a space, held by one that writes a checkpoint all the time, and keeps nothing in memory that one has.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ColdContractTest implements SpaceContract {
    private final SpaceRuntime runtime;

    ColdContractTest(@TempDir Path folder) throws IOException {
        runtime = SpaceRuntime.open(
                "test", folder, DurableSpaceTest.CONFIG.withCheckpointEveryBytes(1).withResidentBytes(0));
    }

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
