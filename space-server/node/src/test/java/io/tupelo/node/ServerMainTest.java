package io.tupelo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerMainTest {
    private static final PrintStream NOWHERE =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    @Test
    void anAddressBeyondThisMachineIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--host", "0.0.0.0", "--port", "0")).isEqualTo(1);
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0))) {
            String port = Integer.toString(server.port());
            assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", port, "--memory")).isEqualTo(1);
        }
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "65536")).isEqualTo(1);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "-1")).isEqualTo(1);
    }

    @Test
    void aPayloadBelowNothingIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--payload-max", "-1")).isEqualTo(1);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--resident", "-1")).isEqualTo(1);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--resident", "much")).isEqualTo(2);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--payload-max", "5", "--resident", "6"))
                .isEqualTo(1);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--memory", "--resident", "6")).isEqualTo(1);
    }

    @Test
    void aConfigurationThatIsNotThereIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--config", "no/such/file", "--port", "0")).isEqualTo(1);
    }

    @Test
    void aConfigurationThatIsNoneIsRefused(@TempDir Path folder) throws Exception {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--config", folder.toString(), "--port", "0")).isEqualTo(1);
        Path file = folder.resolve("options");
        for (String text : List.of("port=0\nx=\\u00zz", "port=0\nprot=1", "port=0\nhelp=true")) {
            Files.writeString(file, text);
            assertThat(ServerMain.run(new ServerMain(NOWHERE), "--config=" + file)).as(text).isEqualTo(1);
        }
    }

    @Test
    void aConfigurationSaysWhatTheCommandLineDoesNot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("options"), "port=65536");
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--config", file.toString())).isEqualTo(1);
    }

    @Test
    void aSpaceWithAnImpossibleNameIsRefused() {
        for (String name : List.of("", "a b", "a,,b", "/a", "a?b", "a\nb", "x".repeat(201))) {
            assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--space", name)).as(name).isEqualTo(1);
        }
    }

    @Test
    void aSpaceThatIsNamedTwiceIsThereOnce() {
        assertThat(NodeConfig.DEFAULT.withSpaces(List.of("b", "a/1", "b")).spaces()).containsExactly("b", "a/1");
    }

    @Test
    void anAddressOfNothingIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--host", "")).isEqualTo(1);
    }

    @Test
    void actorsThatNothingCanRunAreRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--memory", "--actors", "no/such.jar")).isEqualTo(1);
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--port", "0", "--memory", "--actors")).isEqualTo(2);
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(ServerMain.run(new ServerMain(NOWHERE), "--prot", "1")).isEqualTo(2);
    }
}
