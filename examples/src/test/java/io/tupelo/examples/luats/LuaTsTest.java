package io.tupelo.examples.luats;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuaTsTest {
    @Test
    void reactsToTuplesWrittenTakenAndExpired() throws Exception {
        List<String> lines = Printed.by(() -> LuaTs.main(new String[0]));
        assertThat(lines).contains(
                "reaction to a tuple written: (\"alarm\", \"kitchen\", 41)",
                "reaction to a tuple taken: (\"handled\", \"kitchen\")",
                "reaction to a tuple expired: (\"silent\", \"boiler\")",
                "and to nothing else: 0");
    }

    @Test
    void leavesNothingBehindOnANodeThatWasThere() throws Exception {
        try (Stage stage = Stage.open()) {
            String[] address = {stage.address()};
            List<String> first = Printed.by(() -> LuaTs.main(address));
            assertThat(Printed.by(() -> LuaTs.main(address))).isEqualTo(first);
        }
    }
}
