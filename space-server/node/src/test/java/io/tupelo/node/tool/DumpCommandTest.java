package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tupelo.journal.FileDisk;
import io.tupelo.journal.Journal;
import io.tupelo.node.tool.JournalFolder.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCommandTest {
    private static final int RECORDS = 100;
    private static final PayloadDescriber TEXT = record -> StandardCharsets.UTF_8.decode(record.payload().duplicate()).toString();

    @TempDir
    private Path folder;

    private JournalFolder journal;

    @BeforeEach
    void write() throws IOException {
        journal = new JournalFolder(folder).write(RECORDS);
    }

    @Test
    void eachRecordIsALineThatSaysWhereItLies() throws IOException {
        ToolRun run = ToolRun.of("dump", folder);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> expected = new ArrayList<>();
        for (Place place : journal.places()) {
            expected.add(place.sequence() + "  1  " + place.file().getFileName() + "  " + place.offset() + "  " + place.bytes() + "  ");
        }
        List<String> lines = run.lines();
        assertThat(lines).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            assertThat(lines.get(i)).startsWith(expected.get(i));
        }
        String payload = HexFormat.of().formatHex("the text of record 1".getBytes(StandardCharsets.UTF_8));
        assertThat(lines.get(0)).endsWith("  " + payload);
        assertThat(lines.get(1)).endsWith("21...");
    }

    @Test
    void aRangeIsPrintedAlone() {
        List<String> lines = ToolRun.of("dump", folder, "--from", 40, "--to", 42).lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("40  ");
        assertThat(lines.get(2)).startsWith("42  ");
        ToolRun none = ToolRun.of("dump", folder, "--from", RECORDS + 1);
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("there is no such record");
    }

    @Test
    void aProgramCanReadIt() throws IOException {
        List<Place> places = journal.places();
        List<String> lines = ToolRun.describing(TEXT, "dump", folder, "--json").lines();
        assertThat(lines).hasSize(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            JsonObject object = JsonParser.parseString(lines.get(i)).getAsJsonObject();
            assertThat(object.keySet()).containsExactly("sequence", "epoch", "file", "offset", "bytes", "payload");
            assertThat(object.get("sequence").getAsLong()).isEqualTo(i + 1);
            assertThat(object.get("offset").getAsLong()).isEqualTo(places.get(i).offset());
            assertThat(object.get("payload").getAsString()).startsWith("the text of record " + (i + 1));
        }
    }

    @Test
    void whatADescriberDoesNotUnderstandIsShownAsBytes() {
        PayloadDescriber narrow = record -> {
            if (record.payload().get(record.payload().limit() - 1) != '7') {
                throw new IllegalArgumentException("no seven");
            }
            return TEXT.describe(record);
        };
        List<String> lines = ToolRun.describing(narrow, "dump", folder, "--to", 57).lines();
        assertThat(lines.get(56)).endsWith("  the text of record 57");
        assertThat(lines.get(49)).contains("  not understood: 746865");
    }

    @Test
    void whatIsBeforeDamageAndWhatIsBehindItsSegmentIsPrinted() throws IOException {
        List<Place> places = journal.places();
        Path second = places.stream().map(Place::file).distinct().toList().get(1);
        List<Place> damaged = places.stream().filter(place -> place.file().equals(second)).toList();
        JournalFolder.flip(second, damaged.get(2).offset() + 17);
        ToolRun run = ToolRun.of("dump", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines()).hasSize((int) damaged.get(1).sequence());
        assertThat(run.err()).contains(second.getFileName() + " is damaged at byte " + damaged.get(2).offset());
        assertThat(ToolRun.of("dump", folder, "--to", damaged.get(1).sequence()).code()).isZero();
        long behind = damaged.getLast().sequence() + 1;
        ToolRun rest = ToolRun.of("dump", folder, "--from", behind);
        assertThat(rest.code()).isZero();
        assertThat(rest.lines()).hasSize((int) (RECORDS - behind + 1));
    }

    @Test
    void whoStopsReadingIsNotBotheredAndAFullDiskIsSaid() {
        ToolRun closed = ToolRun.into(failing("Broken pipe"), "dump", folder);
        assertThat(closed.code()).isZero();
        assertThat(closed.err()).isEmpty();
        ToolRun full = ToolRun.into(failing("No space left on device"), "dump", folder);
        assertThat(full.code()).isEqualTo(2);
        assertThat(full.err()).contains("can't write the output: No space left on device");
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void aJournalInUseIsPrinted() throws IOException {
        try (FileDisk disk = FileDisk.in(folder);
                Journal open = JournalFolder.open(disk)) {
            long last = JournalFolder.append(open);
            assertThat(ToolRun.of("dump", folder, "--from", last).out()).startsWith(last + "  ");
        }
    }
}
