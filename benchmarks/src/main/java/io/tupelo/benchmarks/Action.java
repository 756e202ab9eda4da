package io.tupelo.benchmarks;

/// What is done over and over.
@FunctionalInterface
interface Action {
    void run() throws Exception;
}
