package io.tupelo.node.tool;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.Journal;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.JournalFiles;
import io.tupelo.journal.JournalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder with a journal of small segments, whose records are texts, each synced by itself.
record JournalFolder(Path path) {
    static final JournalConfig SMALL =
            JournalConfig.DEFAULT.withSegmentBytes(JournalConfig.SEGMENT_BYTES_LEAST).withPreparing(Runnable::run);
    private static final String TEXT = "the text of record ";

    /// Where a record lies, and how large it is.
    record Place(long sequence, Path file, long offset, int bytes) {}

    static Journal open(FileDisk disk) throws IOException {
        return Journal.open(disk, SMALL, _ -> 1, 1, (sequence, epoch, payload) -> {});
    }

    static long append(Journal journal) throws IOException {
        // Of different lengths, so that a segment doesn't end alike.
        String text = TEXT + (journal.last() + 1) + "!".repeat((int) (journal.last() % 7) * 20);
        long sequence = journal.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        journal.sync(sequence);
        return sequence;
    }

    JournalFolder write(int records) throws IOException {
        try (FileDisk disk = FileDisk.in(path);
                Journal journal = open(disk)) {
            for (int i = 0; i < records; i++) {
                append(journal);
            }
        }
        return this;
    }

    /// Another one, with the same files.
    JournalFolder copy(Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return new JournalFolder(to);
    }

    List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        JournalFiles.in(path).read(record -> places.add(place(record)));
        return places;
    }

    private Place place(JournalRecord record) {
        return new Place(record.sequence(), path.resolve(record.file()), record.offset(), record.payload().remaining());
    }

    /// Names and contents of the files.
    Map<String, ByteBuffer> contents() throws IOException {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }
}
