package io.tupelo.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void aWordIsARunOfLetters() {
        assertThat(Words.count("Oh, oh!\n'Tis 1 o'clock")).isEqualTo(Map.of("oh", 2L, "tis", 1L, "o", 1L, "clock", 1L));
        assertThat(Words.count(" 12 ")).isEmpty();
    }

    @Test
    void chunksAreTheWholeTextAndEndWithLines() {
        String text = "one two\nthree\n\nfour five six\nseven";
        for (int size = 1; size < 40; size++) {
            List<Chunk> chunks = Words.chunks(text, size);
            assertThat(chunks.stream().map(Chunk::text).collect(Collectors.joining())).isEqualTo(text);
            assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(chunk -> chunk.text().endsWith("\n"));
        }
    }
}
