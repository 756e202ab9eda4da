package io.tupelo.examples.durableobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tupelo.examples.stage.Printed;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurableObjectsTest {
    @Test
    void whatWasToldIsKeptThoughTheServerIsKilled() throws Exception {
        List<String> lines = Printed.by(() -> DurableObjects.main(new String[0]));
        assertThat(lines)
                .containsSubsequence(
                        "different values told to 8 clients: 400",
                        "the connection has got each of them once, in order: Received[last=400, wrong=0]",
                        "the value after that: 400",
                        "server: visits hibernates at 400",
                        "the connection has got what came after that: Received[last=401, wrong=0]",
                        "increments that were sent, and are counted: 1600",
                        "values told twice, as they would be if one was told before it was safe: 0",
                        "increments that were asked for are counted as they were told: true",
                        "alarms that have rung once, of 20: 20")
                .filteredOn("kill -9: the server ended with status 137"::equals)
                .hasSize(3);
    }

    @Test
    void aServerOfOthersIsNotKilled() {
        assertThatIllegalArgumentException().isThrownBy(() -> DurableObjects.main(new String[] {"tupelo://localhost:7420"}));
    }
}
