package io.tupelo.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.shell.LineTarget;
import io.tupelo.shell.PrintedTarget;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that nobody thought of, made by Jazzer, which sees the branches that are taken. Each target is searched for a while
/// in a JVM of its own; what earlier searches found is kept, one input a line, and is tried again first.
///
/// The ordinary build makes the same inputs each time, so that it speaks about what was changed. `-Dtupelo.fuzz.seconds=600`
/// searches elsewhere, for so long; `-Dtupelo.fuzz.keep=true` keeps what widens the coverage.
class FuzzingTest {
    private static final int SECONDS = Integer.getInteger("tupelo.fuzz.seconds", 0);
    private static final int INPUTS = 100_000;
    private static final boolean KEEPING = Boolean.getBoolean("tupelo.fuzz.keep");
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path GOLDEN = Path.of("../space-client/protocol/src/test/resources/golden/v1");
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading");
    private static final int KEPT_BYTES_MAX = 128;
    private static final int LINES_SHOWN = 60;

    private final int seed =
            Long.hashCode(Long.getLong("tupelo.seed", SECONDS == 0 ? 1 : new Random().nextLong())) & Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(classes = {
        FrameTarget.class, StreamTarget.class, PiecesTarget.class, RegexTarget.class, LineTarget.class, PrintedTarget.class
    })
    void noInputIsTooMuchForIt(Class<?> target) throws Exception {
        List<byte[]> inputs = inputs(target);
        for (byte[] input : inputs) {
            replay(target, input);
        }
        System.out.println("tupelo.seed=" + seed);
        Path corpus = write(inputs);
        String length = SECONDS == 0 ? "-runs=" + INPUTS : "-max_total_time=" + SECONDS;
        jazzer(target, "-seed=" + seed, length, corpus.toString());
        if (KEEPING) {
            Path merged = Files.createDirectory(folder.resolve("merged"));
            jazzer(target, "-merge=1", "-max_len=" + KEPT_BYTES_MAX, merged.toString(), corpus.toString());
            keep(target, merged);
        }
    }

    private static void replay(Class<?> target, byte[] input) throws Exception {
        try {
            target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(HexFormat.of().formatHex(input), failed.getCause());
        }
    }

    private void jazzer(Class<?> target, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Jazzer.class.getName()));
        command.add("--target_class=" + target.getName());
        command.add("--instrumentation_includes=io.tupelo.**:com.google.re2j.**:com.google.protobuf.**");
        command.addAll(List.of("-timeout=10", "-rss_limit_mb=0"));
        Collections.addAll(command, arguments);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1).lines().toList();
        String end = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        assertThat(code).as("tupelo.seed=%s, %s:\n%s", seed, target.getSimpleName(), end).isZero();
    }

    // ---- inputs, kept and known ----

    private static List<byte[]> inputs(Class<?> target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        Path kept = KEPT.resolve(target.getSimpleName() + ".hex");
        if (Files.exists(kept)) {
            Files.readAllLines(kept).forEach(line -> inputs.add(HexFormat.of().parseHex(line)));
        }
        if (target == FrameTarget.class || target == PrintedTarget.class) {
            goldenFrames().forEach(frame -> inputs.add(Arrays.copyOfRange(frame, ProtocolLimits.LENGTH_BYTES, frame.length)));
        }
        return inputs;
    }

    /// Returns the frames that the protocol's tests keep, one of each kind.
    private static List<byte[]> goldenFrames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                frames.add(HexFormat.of().parseHex(String.join("", lines.subList(1, lines.size()))));
            }
        }
        return frames;
    }

    private Path write(List<byte[]> inputs) throws IOException {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(corpus.resolve(Integer.toString(i)), inputs.get(i));
        }
        return corpus;
    }

    private static void keep(Class<?> target, Path merged) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(merged)) {
            for (Path file : files.toList()) {
                lines.add(HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        Collections.sort(lines);
        Files.createDirectories(KEPT);
        Files.write(KEPT.resolve(target.getSimpleName() + ".hex"), lines);
    }
}
