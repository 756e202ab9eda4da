package io.tupelo.examples.wordcount;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts words: runs of the letters A to Z, whatever their case.
final class Words {
    private Words() {}

    static SortedMap<String, Long> count(String text) {
        SortedMap<String, Long> counts = new TreeMap<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && isLetter(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                counts.merge(lowerCase(text, start, i), 1L, Long::sum);
                start = -1;
            }
        }
        return counts;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String lowerCase(String text, int start, int end) {
        return text.substring(start, end).toLowerCase(java.util.Locale.ROOT);
    }

    /// Adds what a tuple's map holds.
    static void add(SortedMap<String, Long> sum, Map<String, ?> counts) {
        counts.forEach((word, count) -> sum.merge(word, ((Number) count).longValue(), Long::sum));
    }

    /// Cuts a text into chunks of about `size` characters, each at the end of a line, so that no word is cut.
    static List<Chunk> chunks(String text, int size) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int lineEnd = text.indexOf('\n', Math.min(start + size, text.length()));
            int end = lineEnd < 0 ? text.length() : lineEnd + 1;
            chunks.add(new Chunk(chunks.size(), text.substring(start, end)));
            start = end;
        }
        return chunks;
    }
}
