package io.tupelo.examples.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What every program keeps that can run on a node of others.
public interface ProgramContract {
    /// Runs the program.
    ///
    /// @param arguments a node's address, or nothing
    void run(String... arguments) throws Exception;

    @Test
    default void leavesNothingBehindOnANodeThatWasThere() throws Exception {
        try (Stage stage = Stage.open()) {
            List<String> first = Printed.by(() -> run(stage.address()));
            assertThat(Printed.by(() -> run(stage.address()))).isEqualTo(first);
        }
    }
}
