package io.tupelo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each suite runs and comes to results. How good they are is not asked here.
final class SuitesTest {
    @TestFactory
    Stream<DynamicTest> eachSuiteProducesRows() {
        return BenchMain.suites().stream().map(suite -> DynamicTest.dynamicTest(suite.name(), () -> {
            List<Row> rows = suite.run(Settings.TINY);
            assertThat(rows).isNotEmpty().allSatisfy(row -> {
                assertThat(row.suite()).isEqualTo(suite.name());
                assertThat(row.name()).isNotEmpty();
                assertThat(row.ours()).isFinite();
            });
        }));
    }
}
