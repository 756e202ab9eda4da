package io.tupelo.examples.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tupelo.coordinator.CoordinatorTypes;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.contract.PlacedItem;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GeoTypeTest {
    private final GeoType type = new GeoType();

    @Test
    void isFoundOnTheClassPath() {
        assertThat(CoordinatorTypes.installed()).containsKey("geo");
    }

    @Test
    void measuresKnownDistances() {
        Place vienna = new Place(48.2085, 16.3731);
        assertThat(vienna.kilometresTo(vienna)).isZero();
        assertThat(vienna.kilometresTo(new Place(47.0707, 15.4395))).isCloseTo(145, within(2.0));
        assertThat(new Place(0, 179.5).kilometresTo(new Place(0, -179.5))).isCloseTo(111.2, within(0.1));
        assertThat(new Place(90, 0).kilometresTo(new Place(-90, 0))).isCloseTo(20_015, within(1.0));
    }

    @Test
    void refusesWhatIsNoPlace() {
        for (Object wrong : List.of("Vienna", List.of(1.0), List.of(1.0, "e"), List.of(91.0, 0.0), List.of(0.0, -181.0),
                List.of(Double.NaN, 0.0))) {
            assertThatThrownBy(() -> type.checkCoordinate(wrong)).isInstanceOf(InvalidSelectionException.class);
        }
        for (Object wrong : List.of(List.of(1.0, 1.0), List.of(1.0, 1.0, -1.0), List.of(1.0, 1.0, Double.NaN))) {
            assertThatThrownBy(() -> type.checkArgument(wrong)).isInstanceOf(InvalidSelectionException.class);
        }
        assertThatThrownBy(() -> type.checkArgument(null)).isInstanceOf(InvalidSelectionException.class);
    }

    @Test
    void takesWholeNumbersForDecimals() {
        assertThat(type.checkCoordinate(List.of(48L, 16L))).isEqualTo(List.of(48.0, 16.0));
    }

    @Test
    void looksAtFewOfMany() {
        GeoIndex index = new GeoIndex(0);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            List<Double> place = List.of(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
            index.add(new PlacedItem(i, i, Tuple.tuple(i), place));
        }
        List<Double> nearby = List.of(48.2, 16.4, 300.0);
        List<Object> found = new ArrayList<>();
        index.find(nearby, random::nextLong).forEachRemaining(found::add);
        assertThat(found).isNotEmpty();
        assertThat(index.estimate(nearby)).isBetween(found.size(), 200);
    }
}
