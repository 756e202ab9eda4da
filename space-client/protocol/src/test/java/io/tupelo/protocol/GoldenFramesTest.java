package io.tupelo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The bytes of version 1, kept: they must be read as they were then, and written as they were then, since clients of then
/// are still about. A file is a line that says what the frame is, and its bytes. `-Dtupelo.golden.write=true` writes the
/// files that are missing, and never changes one.
class GoldenFramesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/v1");
    private static final long SEED = 1;

    private static Map<String, Frame> frames() {
        Map<String, Frame> named = new TreeMap<>();
        for (Frame frame : new RandomFrames(SEED).frames()) {
            named.put(name(frame), frame);
        }
        return named;
    }

    private static String name(Frame frame) {
        String kind = frame.getClass().getSimpleName();
        return switch (frame) {
            case Frame.Requests requests when !requests.requests().isEmpty() ->
                kind + "-" + requests.requests().getFirst().request().operation().getClass().getSimpleName();
            case Frame.Answers answers when !answers.answers().isEmpty() ->
                kind + "-" + ((NumberedAnswer.Whole) answers.answers().getFirst()).answer().getClass().getSimpleName();
            default -> kind;
        };
    }

    @BeforeAll
    static void writeWhatIsMissing() throws IOException {
        if (Boolean.getBoolean("tupelo.golden.write")) {
            Files.createDirectories(FOLDER);
            for (var each : frames().entrySet()) {
                Path file = FOLDER.resolve(each.getKey() + ".hex");
                if (!Files.exists(file)) {
                    String hex = encode(each.getValue()).replaceAll("(.{120})(?=.)", "$1\n");
                    Files.writeString(file, "# " + each.getValue() + "\n" + hex + "\n");
                }
            }
        }
    }

    @Test
    void thereIsAFrameOfEachKind() {
        for (String name : frames().keySet()) {
            assertThat(FOLDER.resolve(name + ".hex")).exists();
        }
    }

    @Test
    void keptFramesAreReadAndWrittenAsEver() throws IOException {
        List<Path> files;
        try (var listed = Files.list(FOLDER)) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            String hex = String.join("", lines.subList(1, lines.size()));
            byte[] bytes = HexFormat.of().parseHex(hex);
            Frame read = FrameCodec.read(bytes, ProtocolLimits.LENGTH_BYTES, FrameCodec.length(bytes, 0));
            assertThat("# " + read).as(file.toString()).isEqualTo(lines.getFirst());
            assertThat(encode(read)).as(file.toString()).isEqualTo(hex);
        }
    }

    private static String encode(Frame frame) {
        WireWriter out = new WireWriter(16);
        FrameCodec.write(out, frame);
        return HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size()));
    }
}
