package io.tupelo.examples.mozartspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.ProgramContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class MozartSpacesTest implements ProgramContract {
    @Override
    public void run(String... arguments) throws Exception {
        MozartSpaces.main(arguments);
    }

    @Test
    void coordinatesAndCommits() throws Exception {
        List<String> lines = Printed.by(() -> run());
        assertThat(lines).contains(
                "label food | priority | count 2: [cheese, salt]",
                "the writer is blocked: false",
                "the writer went on: true",
                "fifo after the abort: bread",
                "shipped after the commit: bread",
                "an order for nothing: VETOED: an order says what is ordered, and this one does not: (\"order\", \"\")");
    }
}
