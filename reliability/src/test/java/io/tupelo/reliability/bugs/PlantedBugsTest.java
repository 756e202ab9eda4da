package io.tupelo.reliability.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The instruments find bugs that are planted in the kernel's source for them, and nothing where none is. `-Dtupelo.bugs=kernel` plants only those
/// in files of which that is a part.
@Tag("own-jvm")
final class PlantedBugsTest {
    /// How much more is done before a bug counts as not found.
    private static final int EFFORT_MAX = 10;
    /// Only bugs in files of which that is a part.
    private static final String FILES = System.getProperty("tupelo.bugs", "");

    private static final long SEED = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    static Stream<PlantedBug> bugs() {
        return Stream.of(
                        PlantedBugs.WAITING,
                        PlantedBugs.HOLDING,
                        PlantedBugs.ACCOUNTS,
                        PlantedBugs.DURABILITY,
                        PlantedBugs.CHECKPOINTS,
                        PlantedBugs.COLD,
                        PlantedActorBugs.ALL,
                        PlantedActorBugs.NAMES)
                .flatMap(List::stream)
                .filter(bug -> bug.file().contains(FILES));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aPlantedBugIsFound(PlantedBug bug) throws IOException {
        String source = bug.plantedIn(Files.readString(root().resolve(bug.file())));
        ClassLoader classes = PatchedClasses.with(bug.file(), source);
        Map<Instrument, Integer> found = findings(bug.file(), classes, 1);
        if (found.isEmpty()) {
            found = findings(bug.file(), classes, EFFORT_MAX);
        }
        System.out.println("tupelo.seed=" + SEED + " | " + bug + row(found));
        assertThat(found).as("%s, from seed %d", bug, SEED).isNotEmpty();
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() {
        for (String file : List.of("space-server/", "actor-layer/", PlantedBug.NAMES)) {
            assertThat(findings(file, PatchedClasses.unpatched(), 1)).as("in %s, from seed %d", file, SEED).isEmpty();
        }
    }

    @Test
    void aBugWhosePlaceIsGoneIsNamed() {
        PlantedBug bug = PlantedBug.inKernel("a bug of long ago", "Kernel", "what stood there", "");
        assertThatThrownBy(() -> bug.plantedIn("what stands there now"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a bug of long ago");
    }

    /// Returns how many requests it took those instruments that found something.
    private static Map<Instrument, Integer> findings(String file, ClassLoader classes, int effort) {
        Map<Instrument, Integer> found = new EnumMap<>(Instrument.class);
        for (Instrument instrument : Instrument.values()) {
            if (instrument.looksAt(file)) {
                instrument.find(classes, SEED, effort).ifPresent(requests -> found.put(instrument, requests));
            }
        }
        return found;
    }

    private static String row(Map<Instrument, Integer> found) {
        StringBuilder row = new StringBuilder();
        for (Instrument instrument : Instrument.values()) {
            row.append(" | ").append(found.containsKey(instrument) ? found.get(instrument) : "–");
        }
        return row.append(" |").toString();
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("coordinators/pom.xml"))) {
            root = root.getParent();
        }
        return root;
    }
}
