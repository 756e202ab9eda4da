package io.tupelo.examples.ractor;

/// What is to be calculated.
sealed interface Calculation {
    /// A product.
    record Product(long left, long right) implements Calculation {}

    /// A quotient; by zero, its worker fails.
    record Quotient(long left, long right) implements Calculation {}

    /// What comes of it.
    sealed interface Outcome {
        /// A number.
        record Value(long number) implements Outcome {}

        /// Nothing, and why.
        record Failed(String why) implements Outcome {}
    }
}
