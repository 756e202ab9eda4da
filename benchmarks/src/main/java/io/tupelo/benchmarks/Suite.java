package io.tupelo.benchmarks;

import java.util.List;

/// Some measurements that belong together.
public interface Suite {
    /// Returns the name by which it is started.
    String name();

    /// Says in one line what it measures.
    String description();

    /// Measures. What is left out, and why, is said on standard error.
    List<Row> run(Settings settings) throws Exception;
}
