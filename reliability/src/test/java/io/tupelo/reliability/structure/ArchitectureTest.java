package io.tupelo.reliability.structure;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rooms of the house, and who may depend on whom: the arrows of docs/ARCHITECTURE.md.
class ArchitectureTest {
    /// Each room with the rooms it depends on. What those depend on is allowed to it as well.
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("tuple", Set.of()),
            Map.entry("coordinator", Set.of("tuple")),
            Map.entry("coordinator.standard", Set.of("coordinator")),
            Map.entry("operation", Set.of("coordinator")),
            Map.entry("space", Set.of("operation", "coordinator.standard")),
            Map.entry("protocol", Set.of("space")),
            Map.entry("client", Set.of("protocol")),
            Map.entry("change", Set.of("operation")),
            Map.entry("kernel", Set.of("change", "coordinator.standard")),
            Map.entry("journal", Set.of()),
            Map.entry("checkpoint", Set.of()),
            Map.entry("runtime", Set.of("space", "kernel", "journal", "checkpoint")),
            Map.entry("node", Set.of("runtime", "protocol", "journal", "checkpoint", "change")),
            Map.entry("shell", Set.of("client")),
            Map.entry("actor", Set.of("space")));

    /// These may use anything, and nothing may use them.
    private static final Set<String> OUTER_ROOMS = Set.of("examples", "reliability", "benchmarks");

    /// Those that decide and never do: no clock, no chance, no thread, no I/O.
    private static final Set<String> PURE_ROOMS = Set.of("tuple", "coordinator", "coordinator.standard", "operation", "change", "kernel");

    /// Each library with the only rooms that may name it, beside [#INSTRUMENTS].
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.apache.mina.", Set.of("client", "node")),
            Map.entry("com.esotericsoftware.", Set.of("client")),
            Map.entry("com.github.benmanes.caffeine.", Set.of("checkpoint")),
            Map.entry("com.google.protobuf.", Set.of("protocol")),
            Map.entry("com.google.re2j.", Set.of("tuple", "coordinator", "coordinator.standard")),
            Map.entry("com.google.gson.", Set.of("node", "shell")),
            Map.entry("me.tongfei.progressbar.", Set.of("node")),
            Map.entry("org.jline.", Set.of("shell")),
            Map.entry("org.mapdb.", Set.of("checkpoint")),
            Map.entry("picocli.", Set.of("node", "shell")),
            Map.entry("org.slf4j.", Set.of("client", "runtime", "node", "examples")));

    /// They measure and test the libraries too.
    private static final Set<String> INSTRUMENTS = Set.of("reliability", "benchmarks");

    private static final Set<String> PURE_EXCEPTIONS = Set.of(
            "java.io.Serializable",
            "java.util.concurrent.TimeUnit",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.ConcurrentHashMap");

    private static final List<String> IMPURE_TYPES = List.of(
            "java.io.",
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.util.concurrent.",
            "java.lang.Process",
            "java.lang.Thread",
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.Timer");

    private static final Pattern IMPURE_CALLS = Pattern.compile("""
            java\\.time\\.(\\w+)\\.now\\(.*\
            |java\\.time\\.(Clock|InstantSource)\\.(system|tick).*\
            |java\\.lang\\.System\\.(nanoTime|currentTimeMillis|getenv|getProperty|exit)\\(.*\
            |java\\.lang\\.Math\\.random\\(.*\
            |java\\.util\\.UUID\\.randomUUID\\(.*\
            |java\\.util\\.SplittableRandom\\.<init>\\(\\)\
            |java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)\
            |java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)\\(.*\
            |java\\.util\\.random\\.RandomGeneratorFactory\\..*""");

    private static JavaClasses classes;

    @BeforeAll
    static void readTheClasses() {
        ImportOption noContractSuites = location -> !location.contains("-tests.jar");
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(noContractSuites)
                .importPackages("io.tupelo");
        assertThat(classes).as("classes of io.tupelo on the class path").isNotEmpty();
    }

    @Test
    void everyPackageBelongsToARoom() {
        var strays = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> roomOf(name).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(strays).as("packages without a row in ARROWS: decide what they may depend on").isEmpty();
    }

    @Test
    void dependenciesFollowTheArrows() {
        assertThat(violations(any -> true, this::goesAgainstTheArrows)).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.tupelo.(**)").should().beFreeOfCycles().allowEmptyShould(true).check(classes);
    }

    @Test
    void librariesStayInTheirRooms() {
        assertThat(violations(room -> !INSTRUMENTS.contains(room), ArchitectureTest::namesALibraryOfOthers)).isEmpty();
    }

    @Test
    void pureRoomsUseNoThreadsAndNoInputOrOutput() {
        assertThat(violations(PURE_ROOMS::contains, dependency -> isImpure(dependency.getTargetClass()))).isEmpty();
    }

    @Test
    void pureRoomsReadNoClockAndRollNoDice() {
        var calls = classes.stream()
                .filter(type -> PURE_ROOMS.contains(roomOf(type.getPackageName())))
                .flatMap(type -> Stream.concat(
                        type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream()))
                .filter(call -> IMPURE_CALLS.matcher(call.getTarget().getFullName()).matches())
                .map(call -> call.getDescription())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(calls).isEmpty();
    }

    private static Set<String> violations(Predicate<String> rooms, Predicate<Dependency> forbidden) {
        return classes.stream()
                .filter(type -> rooms.test(roomOf(type.getPackageName())))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(forbidden)
                .map(Dependency::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean goesAgainstTheArrows(Dependency dependency) {
        var targetPackage = dependency.getTargetClass().getPackageName();
        if (!targetPackage.startsWith("io.tupelo.")) {
            return false;
        }
        var from = roomOf(dependency.getOriginClass().getPackageName());
        var to = roomOf(targetPackage);
        if (from.equals(to)) {
            return false;
        }
        if (OUTER_ROOMS.contains(to)) {
            return !OUTER_ROOMS.contains(from);
        }
        return !OUTER_ROOMS.contains(from) && !reachableFrom(from).contains(to);
    }

    private static Set<String> reachableFrom(String room) {
        var reached = new TreeSet<String>();
        for (var next : ARROWS.getOrDefault(room, Set.of())) {
            reached.add(next);
            reached.addAll(reachableFrom(next));
        }
        return reached;
    }

    private static boolean namesALibraryOfOthers(Dependency dependency) {
        var target = dependency.getTargetClass().getName();
        var room = roomOf(dependency.getOriginClass().getPackageName());
        return LIBRARIES.entrySet().stream()
                .anyMatch(library -> target.startsWith(library.getKey()) && !library.getValue().contains(room));
    }

    private static boolean isImpure(JavaClass type) {
        var name = type.getBaseComponentType().getName();
        return !PURE_EXCEPTIONS.contains(name) && IMPURE_TYPES.stream().anyMatch(name::startsWith);
    }

    /// The room a package belongs to: the longest name in the table that it is, or lies under; empty if there is none.
    private static String roomOf(String packageName) {
        return Stream.concat(ARROWS.keySet().stream(), OUTER_ROOMS.stream())
                .filter(room -> (packageName + ".").startsWith("io.tupelo." + room + "."))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
    }
}
