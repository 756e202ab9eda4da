package io.tupelo.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void greetsInThisProcess() throws Exception {
        List<String> lines = Printed.by(() -> Hello.main(new String[0]));
        assertThat(lines).containsExactly("hello, world");
    }

    @Test
    void greetsAcrossTheNetwork() throws Exception {
        try (Stage stage = Stage.open()) {
            List<String> lines = Printed.by(() -> Hello.main(new String[] {stage.address()}));
            assertThat(lines).containsExactly("hello, world");
        }
    }
}
