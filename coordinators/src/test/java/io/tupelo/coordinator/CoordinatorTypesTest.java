package io.tupelo.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatorTypesTest {
    @Test
    void twoOfOneNameAreRefusedByTheirClasses() {
        CoordinatorType fifo = CoordinatorTypes.installed().get("fifo");
        assertThatThrownBy(() -> CoordinatorTypes.byName(List.of(fifo, fifo)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fifo")
                .hasMessageContaining(fifo.getClass().getName());
    }

    @Test
    void theInstalledOnesAreLoadedOnce() {
        assertThat(CoordinatorTypes.installed()).isSameAs(CoordinatorTypes.installed());
    }
}
