package io.tupelo.examples.javanow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.ProgramContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaNowTest implements ProgramContract {
    @Override
    public void run(String... arguments) throws Exception {
        JavaNow.main(arguments);
    }

    @Test
    void getsReadsAndListens() throws Exception {
        List<String> lines = Printed.by(() -> run());
        assertThat(lines).contains(
                "readIfExists before the put: Optional.empty",
                "getIfExists once more: Optional.empty",
                "best effort: it missed what happened meanwhile: [4.0]",
                "guaranteed: it goes on where it was: [2.0, 3.0, 4.0]");
    }
}
