package io.tupelo.examples.geo;

import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.examples.geo.Geo.at;
import static io.tupelo.examples.geo.Geo.within;
import static io.tupelo.examples.stage.Stage.show;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A coordinator that Tupelo does not come with, used as those it comes with: taxis around Vienna's Stephansplatz.
public final class Nearby {
    private static final ContainerSpec TAXIS = ContainerSpec.named("geo.taxis").with(Geo.NAME).with("linda");
    private static final double LATITUDE = 48.2085;
    private static final double LONGITUDE = 16.3731;
    private static final Wait PATIENCE = Wait.atMost(Duration.ofSeconds(20));

    private Nearby() {}

    /// Runs it on a node of its own or, if an address is given, on that one, which must have `geo` on its class path.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address); Space space = stage.connect()) {
            Container taxis = stage.create(space, TAXIS);
            taxis.write(tuple("taxi", "Schwechat", true), at(48.1197, 16.5664));
            taxis.write(tuple("taxi", "Prater", false), at(48.2167, 16.3958));
            taxis.write(tuple("taxi", "Opera", true), at(48.2030, 16.3689));
            taxis.write(tuple("taxi", "Graz", true), at(47.0707, 15.4395));
            show("nearest", List.of("Opera"), names(taxis.read(around(1))));
            show("within 30 km", List.of("Opera", "Prater", "Schwechat"), names(taxis.read(around(30).available())));
            Selection free = around(200).then(matching("taxi", any(), true));
            show("free, within 200 km", List.of("Opera", "Schwechat", "Graz"), names(taxis.read(free.available())));
            show("taken", List.of("Opera"), names(taxis.take(free)));
            CompletableFuture<Outcome> next = taxis.takeAsync(around(1), PATIENCE);
            taxis.write(tuple("taxi", "Karlsplatz", true), at(48.1990, 16.3695));
            taxis.write(tuple("taxi", "Graben", true), at(48.2089, 16.3695));
            show("who waited for one within 1 km", List.of("Graben"), names(next.get()));
        }
    }

    private static Selection around(double radiusKm) {
        return within(LATITUDE, LONGITUDE, radiusKm);
    }

    private static List<String> names(Outcome outcome) {
        return outcome.tuples().stream().map(taxi -> taxi.string(1)).toList();
    }
}
