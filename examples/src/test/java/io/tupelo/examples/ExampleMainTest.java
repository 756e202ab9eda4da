package io.tupelo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.examples.stage.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleMainTest {
    @Test
    void withoutANameTheyAreListed() throws Exception {
        assertThat(Printed.by(() -> assertThat(ExampleMain.run()).isZero())).singleElement().asString().contains("hello", "geo");
    }

    @Test
    void oneThatIsNotThereIsRefused() throws Exception {
        assertThat(ExampleMain.run("helo")).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--connect", "localhost:7420", "http://localhost:7420", "tupelo://localhost:99999", ""})
    void whatIsNoAddressIsRefused(String address) throws Exception {
        assertThat(ExampleMain.run("hello", address)).isEqualTo(64);
        assertThat(ExampleMain.run("javanow", address)).isEqualTo(64);
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws Exception {
        assertThat(ExampleMain.run("hello", "tupelo://localhost:1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"erlang-otp", "gosiris", "ractor"})
    void whatUsesNoSpaceTakesNoAddress(String example) throws Exception {
        assertThat(Printed.by(() -> ExampleMain.run())).singleElement().asString().contains(example);
        assertThat(ExampleMain.run(example, "tupelo://localhost:7420")).isEqualTo(64);
    }
}
