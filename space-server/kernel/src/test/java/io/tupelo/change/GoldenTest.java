package io.tupelo.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a version of the format was written as, it is written as for ever, and is read to the same.
///
/// With `-Dtupelo.golden=print` it prints the lines that a golden file lacks.
class GoldenTest {
    private static final String FILE = "/golden/changes-v1.hex";

    /// The lines of the file: a name, and the bytes of a record.
    private static Map<String, String> golden() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(GoldenTest.class.getResourceAsStream(FILE))) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> lines.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        }
        return lines;
    }

    private static String written(long epoch, Consumer<ChangeWriter> content) {
        ChangeWriter writer = new ChangeWriter();
        writer.begin(epoch);
        content.accept(writer);
        byte[] bytes = new byte[writer.written().remaining()];
        writer.written().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// A checkpoint is of no epoch: receipts are whole there.
    private static String writtenOfCheckpoint(Consumer<ChangeWriter> one) {
        return written(0, writer -> {
            writer.write(GoldenChanges.command());
            one.accept(writer);
        });
    }

    private static Map<String, String> now() {
        Map<String, String> now = new LinkedHashMap<>();
        GoldenChanges.records().forEach((name, changes) ->
                now.put(name, written(GoldenChanges.EPOCH, writer -> changes.forEach(writer::write))));
        GoldenChanges.claims().forEach((name, claim) -> now.put(name, writtenOfCheckpoint(writer -> writer.write(claim))));
        GoldenChanges.sessions().forEach((name, session) -> now.put(name, writtenOfCheckpoint(writer -> writer.write(session))));
        return now;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void everythingIsWrittenAsItAlwaysWas() throws IOException {
        Map<String, String> golden = golden();
        Map<String, String> now = now();
        if ("print".equals(System.getProperty("tupelo.golden"))) {
            now.forEach((name, hex) -> golden.computeIfAbsent(name, _ -> {
                System.out.println("golden: " + name + " " + hex);
                return hex;
            }));
        }
        assertThat(now).isEqualTo(golden);
    }

    @Test
    void theRecordsOfOldAreRead() throws IOException {
        Map<String, String> golden = golden();
        GoldenChanges.records().forEach((name, changes) -> {
            List<Change> read = new ArrayList<>();
            ChangeReader.read(bytes(Objects.requireNonNull(golden.get(name), name)), GoldenChanges.EPOCH, read::add);
            assertThat(read).as(name).isEqualTo(changes);
        });
    }

    @Test
    void theCheckpointsOfOldAreRead() throws IOException {
        Map<String, String> golden = golden();
        GoldenChanges.claims().forEach((name, claim) ->
                assertThat(read(golden, name).claims()).as(name).isEqualTo(Map.of(claim.token(), claim)));
        GoldenChanges.sessions().forEach((name, session) ->
                assertThat(read(golden, name).sessions()).as(name).isEqualTo(Map.of(session.id(), session)));
    }

    private static SpaceImage read(Map<String, String> golden, String name) {
        SpaceImage image = new SpaceImage();
        ChangeReader.read(bytes(Objects.requireNonNull(golden.get(name), name)), image);
        return image;
    }

    @Test
    void thereIsOneOfEveryKind() {
        List<Change> all = GoldenChanges.records().values().stream().flatMap(List::stream).toList();
        assertThat(typesOf(all)).isEqualTo(kindsOf(Change.class));
        List<Change.Outcome> outcomes = all.stream()
                .flatMap(change -> change instanceof Change.Answered answered ? Stream.of(answered.outcome()) : Stream.empty())
                .toList();
        assertThat(typesOf(outcomes)).isEqualTo(kindsOf(Change.Outcome.class));
        Set<Class<?>> answers = typesOf(outcomes.stream()
                .flatMap(outcome -> outcome instanceof Change.Outcome.Whole(Answer answer) ? Stream.of(answer) : Stream.empty())
                .toList());
        Set<Class<?>> changing = kindsOf(Answer.class);
        changing.removeAll(Set.of(Answer.Described.class, Answer.Rows.class));
        assertThat(answers).isEqualTo(changing);
    }

    private static Set<Class<?>> typesOf(List<?> objects) {
        return objects.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> kindsOf(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses()).collect(Collectors.toSet());
    }
}
