package io.tupelo.reliability.structure;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The habits of CONTRIBUTING.md that a machine can see. A smoke alarm: where one of them makes a piece of code worse, change the number
/// here, and say why.
class TidyTest {
    private static final int FILE_LINES_MAX = 600;
    private static final int FILE_LINES_MEDIAN_MAX = 120;
    private static final int METHOD_LINES_MAX = 60;
    /// As many as the kernel has: its parts share state that nobody else may see, and a package is the wall around it.
    private static final int PACKAGE_FILES_MAX = 38;
    private static final String PACKAGE_INFO = "package-info.java";

    private static final Pattern EMPTY_NAME = Pattern.compile("Abstract[A-Z].*|.*(Manager|Helper|Util|Utils|Impl)");

    /// Put together here, so that this file passes.
    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern TESTS_TO_RUN = Pattern.compile("-Dtest='?([^\\s`'#]+)");
    private static final Pattern PROPERTY_TO_SET = Pattern.compile("-D(tupelo(?:\\.[A-Za-z]+)+)");

    private static RepositoryFiles files;
    private static List<JavaSource> mainSources;
    private static List<JavaSource> testSources;

    @BeforeAll
    static void readTheRepository() {
        files = RepositoryFiles.ofThisCheckout();
        mainSources = JavaSource.parse(files.mainSources());
        testSources = JavaSource.parse(files.testSources());
        assertThat(mainSources).isNotEmpty();
    }

    @Test
    void noMainFileIsLongerThanAllowed() {
        assertThat(mainFiles().filter(path -> RepositoryFiles.lines(path).size() > FILE_LINES_MAX).map(files::name)).isEmpty();
    }

    @Test
    void theMedianMainFileIsShort() {
        var sizes = mainFiles().map(path -> RepositoryFiles.lines(path).size()).sorted().toList();
        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(FILE_LINES_MEDIAN_MAX);
    }

    @Test
    void noMethodIsLongerThanAllowed() {
        assertThat(inAllSources(source -> source.methods().stream()
                        .filter(method -> method.lines() > METHOD_LINES_MAX)
                        .map(method -> "line " + method.line() + ", " + method.name() + ": " + method.lines() + " lines")))
                .isEmpty();
    }

    @Test
    void noPackageHasMoreTypesThanAllowed() {
        var sizes = mainFiles().collect(groupingBy(path -> files.name(path.getParent()), TreeMap::new, counting()));
        sizes.values().removeIf(size -> size <= PACKAGE_FILES_MAX);
        assertThat(sizes).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        var silent = mainFiles().map(Path::getParent).distinct().filter(folder -> !Files.exists(folder.resolve(PACKAGE_INFO)));
        assertThat(silent.map(files::name)).isEmpty();
    }

    @Test
    void everyPublicTypeOfMainHasDocs() {
        assertThat(mainSources.stream().flatMap(source -> named(source, source.undocumented().stream()))).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(inAllSources(source -> source.types().stream().filter(EMPTY_NAME.asMatchPredicate()))).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        var found = files.endingIn(".java", ".proto", ".xml", ".md", ".properties", "tupelo", "run").stream()
                .filter(path -> LEFT_FOR_LATER.matcher(RepositoryFiles.read(path)).find());
        assertThat(found.map(files::name)).isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(testSources.stream()
                        .flatMap(source -> named(source, source.sleeps().stream().map(line -> "line " + line))))
                .isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        assertThat(testSources.stream()
                        .flatMap(source -> named(
                                source, source.annotations().stream().filter(name -> name.startsWith("Disabled")))))
                .isEmpty();
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() {
        var broken = files.endingIn(".md").stream()
                .flatMap(path -> MarkdownLinks.broken(path).stream().map(link -> files.name(path) + ": " + link));
        assertThat(broken).isEmpty();
    }

    /// Maven runs nothing, and says that all is well, if no test has the name.
    @Test
    void commandsInDocumentsRunTestsThatThereAre() {
        var tests = testSources.stream().map(source -> source.path().getFileName().toString()).toList();
        assertThat(inAllDocuments(TESTS_TO_RUN)).isNotEmpty().allSatisfy(names -> assertThat(names.split(","))
                .allSatisfy(name -> assertThat(tests).contains(name + ".java")));
    }

    @Test
    void commandsInDocumentsSetPropertiesThatAreRead() {
        var read = files.endingIn(".java").stream().map(RepositoryFiles::read).collect(joining());
        assertThat(inAllDocuments(PROPERTY_TO_SET)).isNotEmpty().allSatisfy(name -> assertThat(read.contains('"' + name + '"'))
                .as("%s is read somewhere", name)
                .isTrue());
    }

    private static List<String> inAllDocuments(Pattern what) {
        return files.endingIn(".md").stream()
                .flatMap(path -> what.matcher(RepositoryFiles.read(path)).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static Stream<Path> mainFiles() {
        return files.mainSources().stream().filter(path -> !path.endsWith(PACKAGE_INFO));
    }

    private static Stream<String> inAllSources(Function<JavaSource, Stream<String>> findings) {
        return Stream.concat(mainSources.stream(), testSources.stream()).flatMap(source -> named(source, findings.apply(source)));
    }

    private static Stream<String> named(JavaSource source, Stream<String> findings) {
        return findings.map(finding -> files.name(source.path()) + ": " + finding);
    }
}
