package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The bytes of each version of the format stay what they were when it was made.
class FormatTest {
    private static final List<String> TEXTS = List.of("one", "two of the same batch", "three");

    private static byte[] golden() throws IOException {
        try (InputStream hex = Objects.requireNonNull(FormatTest.class.getResourceAsStream("segment-v1.hex"))) {
            String text = new String(hex.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    private static SimulatedDisk written() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (Journal journal = new Records().open(disk, 7)) {
            journal.append(ByteBuffer.wrap(TEXTS.get(0).getBytes(StandardCharsets.UTF_8)));
            journal.sync(journal.append(ByteBuffer.wrap(TEXTS.get(1).getBytes(StandardCharsets.UTF_8))));
            journal.sync(journal.append(ByteBuffer.wrap(TEXTS.get(2).getBytes(StandardCharsets.UTF_8))));
        }
        return disk;
    }

    @Test
    void aSegmentIsWrittenAsItAlwaysWas() throws IOException {
        byte[] bytes = written().bytes(SegmentFormat.name(1));
        byte[] golden = golden();
        assertThat(HexFormat.of().formatHex(bytes, 0, golden.length)).isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(Arrays.copyOfRange(bytes, golden.length, bytes.length)).containsOnly(0);
    }

    @Test
    void aSegmentOfOldIsRead() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.create(SegmentFormat.name(1), JournalConfig.SEGMENT_BYTES_LEAST).write(0, ByteBuffer.wrap(golden()));
        List<String> read = new ArrayList<>();
        Recovery.read(disk, (sequence, epoch, payload) ->
                read.add(sequence + " in " + epoch + ": " + StandardCharsets.UTF_8.decode(payload)));
        assertThat(read).containsExactly("1 in 7: one", "2 in 7: two of the same batch", "3 in 7: three");
    }

    @Test
    void aVersionOfTheFutureIsRefusedByItsNumber() throws IOException {
        SimulatedDisk disk = written();
        disk.bytes(SegmentFormat.name(1))[Long.BYTES + 3] = 9;
        assertThatThrownBy(() -> Recovery.read(disk, (_, _, _) -> {}))
                .isInstanceOfSatisfying(JournalException.Damaged.class, damaged -> {
                    assertThat(damaged.file()).isEqualTo(SegmentFormat.name(1));
                    assertThat(damaged.offset()).isEqualTo(Long.BYTES);
                })
                .hasMessageContaining("version 9");
    }
}
