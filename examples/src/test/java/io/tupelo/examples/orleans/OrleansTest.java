package io.tupelo.examples.orleans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tupelo.examples.orleans.PredictionGrain.Data;
import io.tupelo.examples.stage.Printed;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrleansTest {
    private static final Data NOTHING = new Data(0, 0, 0, 0, 0, 0);

    @Test
    void grainsLoseNothingThoughAllSilosAndTheServerAreKilled() throws Exception {
        List<String> lines = Printed.by(() -> Orleans.main(new String[0]));
        assertThat(lines)
                .containsSubsequence(
                        "silo-1: house is refreshed: y = 2.0 x + 1.0",
                        "silo-1: house is deactivated: y = 2.0 x + 1.0",
                        "silo-1: house is activated: y = 2.0 x + 1.0",
                        "kill -9: silo-1 ended with status 137",
                        "kill -9: silo-2 ended with status 137",
                        "kill -9: the server ended with status 137",
                        "all grains are reviewed again, on silo-3",
                        "grains whose reviews have ended: 12",
                        "grains with exactly 60 observations, in the space: 12",
                        "grains that predict right: 12");
    }

    @Test
    void aServerOfOthersIsNotKilled() {
        assertThatIllegalArgumentException().isThrownBy(() -> Orleans.main(new String[] {"tupelo://localhost:7420"}));
    }

    @Test
    void aModelIsTheNearestLine() {
        assertThat(Model.of(NOTHING)).isEqualTo(new Model(0, 0));
        assertThat(Model.of(NOTHING.with(7, 3)).predict(100)).isEqualTo(3);
        assertThat(Model.of(NOTHING.with(7, 3).with(7, 5)).predict(7)).isEqualTo(4);
        assertThat(Model.of(NOTHING.with(0, 1).with(1, 3).with(2, 5))).isEqualTo(new Model(2, 1));
        assertThat(Model.of(NOTHING.with(0, 0).with(1, 2).with(2, 1)).predict(1)).isEqualTo(1);
    }
}
