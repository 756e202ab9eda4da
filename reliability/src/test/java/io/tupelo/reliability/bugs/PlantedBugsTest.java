package io.tupelo.reliability.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The instruments find bugs that are planted in the kernel's source for them, and nothing where none is.
final class PlantedBugsTest {
    private static final long SEED = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    static Stream<PlantedBug> bugs() {
        return Stream.of(PlantedBugs.WAITING, PlantedBugs.HOLDING, PlantedBugs.ACCOUNTS).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aPlantedBugIsFound(PlantedBug bug) throws IOException {
        String source = bug.plantedIn(Files.readString(root().resolve(bug.file())));
        ClassLoader classes = PatchedClasses.with(bug.file(), source);
        List<String> found = findings(classes);
        System.out.println("tupelo.seed=" + SEED + " | " + bug.name() + " | " + String.join(" | ", found));
        assertThat(found).as("%s, from seed %d", bug, SEED).anyMatch(finding -> !finding.equals("-"));
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() {
        assertThat(findings(PatchedClasses.unpatched())).as("from seed %d", SEED).containsOnly("-");
    }

    /// Returns for each instrument how many requests it needed, or a dash.
    private static List<String> findings(ClassLoader classes) {
        return Arrays.stream(Instrument.values())
                .map(instrument -> instrument.find(classes, SEED).map(String::valueOf).orElse("-"))
                .collect(Collectors.toList());
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("coordinators/pom.xml"))) {
            root = root.getParent();
        }
        return root;
    }
}
