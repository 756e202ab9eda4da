package io.tupelo.examples.orbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tupelo.examples.stage.Printed;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrbitTest {
    @Test
    void visitsAreCountedOnceThoughTheirHostIsKilled() throws Exception {
        List<String> lines = Printed.by(() -> Orbit.main(new String[0]));
        assertThat(lines)
                .containsSubsequence(
                        "host-1: ann is activated: Data[name=ann, visits=0]",
                        "host-1: ann is deactivated: Data[name=Ann, visits=3]",
                        "host-1: ann is activated: Data[name=Ann, visits=3]",
                        "kill -9: host-1 ended with status 137",
                        "host-2: ann is activated: Data[name=Ann, visits=3]",
                        "users with exactly 50 visits, in the space: 20",
                        "host-2: bob is deactivated: Data[name=Bob, visits=0]",
                        "on host-3: Data[name=Bob, visits=0]");
    }

    @Test
    void aServerOfOthersIsLeftAlone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Orbit.main(new String[] {"tupelo://localhost:7420"}));
    }
}
