package io.tupelo.examples.luats;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.ProgramContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuaTsTest implements ProgramContract {
    @Override
    public void run(String... arguments) throws Exception {
        LuaTs.main(arguments);
    }

    @Test
    void reactsToTuplesWrittenTakenAndExpired() throws Exception {
        List<String> lines = Printed.by(() -> run());
        assertThat(lines).contains(
                "reaction to a tuple written: (\"alarm\", \"kitchen\", 41)",
                "reaction to a tuple taken: (\"handled\", \"kitchen\")",
                "reaction to a tuple expired: (\"silent\", \"boiler\")",
                "and to nothing else: 0");
    }
}
