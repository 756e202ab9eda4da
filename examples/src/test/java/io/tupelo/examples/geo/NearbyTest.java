package io.tupelo.examples.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearbyTest {
    @Test
    void findsTheNearestFirst() throws Exception {
        List<String> lines = Printed.by(() -> Nearby.main(new String[0]));
        assertThat(lines).contains(
                "nearest: [Opera]",
                "within 30 km: [Opera, Prater, Schwechat]",
                "free, within 200 km: [Opera, Schwechat, Graz]",
                "who waited for one within 1 km: [Graben]");
    }

    @Test
    void leavesNothingBehindOnANodeThatWasThere() throws Exception {
        try (Stage stage = Stage.open()) {
            String[] address = {stage.address()};
            List<String> first = Printed.by(() -> Nearby.main(address));
            assertThat(Printed.by(() -> Nearby.main(address))).isEqualTo(first);
        }
    }
}
