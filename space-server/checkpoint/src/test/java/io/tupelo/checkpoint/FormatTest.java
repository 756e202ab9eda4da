package io.tupelo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.FileChannelVol;

/// The bytes of each version of the format stay what they were when it was made, and are what docs/CHECKPOINT.md says.
class FormatTest {
    private static final long SEQUENCE = 0x1267;
    /// Two in one block, one that is longer than a block, and one behind it.
    private static final List<Item> ITEMS = List.of(
            item(0, "nought"), item(7, "seven"), item(8, "eight ".repeat(50)), item(Long.MAX_VALUE, ""));

    @TempDir
    private Path folder;

    private static Item item(long key, String value) {
        return new Item(key, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] golden() throws IOException {
        try (InputStream hex = Objects.requireNonNull(FormatTest.class.getResourceAsStream("checkpoint-v1.hex"))) {
            String text = new String(hex.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }

    /// Gives a whole checkpoint another version, and the right checksum.
    static void makeVersion(Path file, int version) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.putInt(bytes.capacity() - 56, version);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(0, bytes.capacity() - 4));
        bytes.putInt(bytes.capacity() - 4, (int) checksum.getValue());
        Files.write(file, bytes.array());
    }

    @Test
    void aCheckpointIsWrittenAsItAlwaysWas() throws IOException {
        byte[] written = Files.readAllBytes(Samples.write(folder, Samples.SMALL, SEQUENCE, ITEMS));
        assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(golden()));
    }

    @Test
    void aCheckpointOfOldIsRead() throws IOException {
        Path file = Files.write(folder.resolve(CheckpointNames.name(SEQUENCE)), golden());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            List<Item> read = new ArrayList<>();
            checkpoint.items().forEachRemaining(read::add);
            assertThat(Samples.texts(read)).isEqualTo(Samples.texts(ITEMS));
            assertThat(checkpoint.seal()).isEqualTo(new Seal(SEQUENCE, ITEMS.size(), 1024));
        }
    }

    @Test
    void theSealIsAtTheEndAndItsChecksumTheLast() throws IOException {
        byte[] golden = golden();
        CRC32C checksum = new CRC32C();
        checksum.update(golden, 0, golden.length - 4);
        assertThat(ByteBuffer.wrap(golden).getInt(golden.length - 4)).isEqualTo((int) checksum.getValue());
        assertThat(new String(golden, golden.length - 64, 8, StandardCharsets.US_ASCII)).isEqualTo("TUPELO-C");
    }

    @Test
    void mapDbAloneOpensIt() throws IOException {
        Path file = Samples.write(folder, Layout.STANDARD, SEQUENCE, ITEMS);
        try (var volume = FileChannelVol.FACTORY.makeVolume(file.toString(), true)) {
            var table = SortedTableMap.open(volume, Serializer.LONG_ARRAY, Serializer.BYTE_ARRAY);
            byte[] block = Objects.requireNonNull(table.get(new long[] {0, 0}));
            assertThat(ByteBuffer.wrap(block).getInt(4)).isEqualTo(ITEMS.size());
            assertThat(new String(block, StandardCharsets.US_ASCII)).contains("noughtseveneight");
        }
    }

    @Test
    void aVersionOfTheFutureIsRefusedByItsNumber() throws IOException {
        Path file = Samples.write(folder, Samples.SMALL, SEQUENCE, ITEMS);
        makeVersion(file, 9);
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOfSatisfying(CheckpointException.UnknownVersion.class, unknown -> {
                    assertThat(unknown.version()).isEqualTo(9);
                    assertThat(unknown.file()).isEqualTo(file.toString());
                })
                .hasMessageContaining("version 9");
    }
}
