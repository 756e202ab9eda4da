package io.tupelo.reliability.structure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The links of Markdown documents that point into the repository.
final class MarkdownLinks {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^()\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern CODE = Pattern.compile("(`+)(?:(?!\\1).)+\\1");
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");

    private MarkdownLinks() {}

    /// The links of a document that lead to no file, or to no heading of it.
    static List<String> broken(Path document) {
        var broken = new ArrayList<String>();
        for (var line : linesOutsideOfCode(document)) {
            var links = LINK.matcher(CODE.matcher(line).replaceAll(""));
            while (links.find()) {
                var link = links.group(1);
                if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(document, link)) {
                    broken.add(link);
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path document, String link) {
        var hash = link.indexOf('#');
        var file = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        var target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        var intoMarkdown = hash >= 0 && target.toString().endsWith(".md");
        return !intoMarkdown || anchors(target).contains(link.substring(hash + 1));
    }

    /// The anchors that GitHub gives a document's headings.
    private static List<String> anchors(Path document) {
        var anchors = new ArrayList<String>();
        for (var line : linesOutsideOfCode(document)) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                var anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                var same = anchors.stream().filter(known -> known.equals(anchor)).count();
                anchors.add(anchor);
                anchors.add(anchor + "-" + same);
            }
        }
        return anchors;
    }

    private static List<String> linesOutsideOfCode(Path document) {
        var kept = new ArrayList<String>();
        var inCode = false;
        for (var line : RepositoryFiles.lines(document)) {
            if (FENCE.matcher(line).matches()) {
                inCode = !inCode;
            } else if (!inCode) {
                kept.add(line);
            }
        }
        return kept;
    }
}
