package io.tupelo.examples.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.ProgramContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearbyTest implements ProgramContract {
    @Override
    public void run(String... arguments) throws Exception {
        Nearby.main(arguments);
    }

    @Test
    void findsTheNearestFirst() throws Exception {
        List<String> lines = Printed.by(() -> run());
        assertThat(lines).contains(
                "nearest: [Opera]",
                "within 30 km: [Opera, Prater, Schwechat]",
                "free, within 200 km: [Opera, Schwechat, Graz]",
                "who waited for one within 1 km: [Graben]");
    }
}
