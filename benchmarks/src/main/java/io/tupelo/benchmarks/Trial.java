package io.tupelo.benchmarks;

import java.time.Duration;

/// One side of a comparison: does its work for about so long and says what it reached.
@FunctionalInterface
interface Trial {
    Sample run(Duration time) throws Exception;
}
