package io.tupelo.runtime;

import io.tupelo.journal.SimulatedDisk;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.SpaceContract;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// The contract of a space, held by one that is kept on a disk.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DurableContractTest implements SpaceContract {
    private final SpaceRuntime runtime;

    DurableContractTest() throws IOException {
        runtime = SpaceRuntime.open("test", new SimulatedDisk(), DurableSpaceTest.CONFIG);
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
