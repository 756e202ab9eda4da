package io.tupelo.examples.javanow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaNowTest {
    @Test
    void getsReadsAndListens() throws Exception {
        List<String> lines = Printed.by(() -> JavaNow.main(new String[0]));
        assertThat(lines).contains(
                "readIfExists before the put: Optional.empty",
                "getIfExists once more: Optional.empty",
                "best effort: it missed what happened meanwhile: [4.0]",
                "guaranteed: it goes on where it was: [2.0, 3.0, 4.0]");
    }

    @Test
    void leavesNothingBehindOnANodeThatWasThere() throws Exception {
        try (Stage stage = Stage.open()) {
            String[] address = {stage.address()};
            List<String> first = Printed.by(() -> JavaNow.main(address));
            assertThat(Printed.by(() -> JavaNow.main(address))).isEqualTo(first);
        }
    }
}
