package io.tupelo.examples.rivet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tupelo.examples.stage.Printed;
import java.util.List;
import org.junit.jupiter.api.Test;

class RivetTest {
    @Test
    void whatIsPlannedIsDoneOnceThoughTheServerIsKilled() throws Exception {
        List<String> lines = Printed.by(() -> Rivet.main(new String[0]));
        assertThat(lines)
                .contains(
                        "the counter, in the space: (\"Count\", 115, 3)",
                        "what was counted at once, after a while, and at a time: (\"Count\", 900, 300)")
                .filteredOn("kill -9: the server ended with status 137"::equals)
                .hasSize(4);
    }

    @Test
    void aServerOfOthersIsNotKilled() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rivet.main(new String[] {"tupelo://localhost:7420"}));
    }
}
