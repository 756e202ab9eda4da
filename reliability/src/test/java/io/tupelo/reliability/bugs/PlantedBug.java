package io.tupelo.reliability.bugs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A mistake somebody might make: one source file with one text replaced.
///
/// @param name what goes wrong, in a sentence without its full stop
/// @param file the source file, from the root of the repository
/// @param text what stands there, exactly once, whatever the indentation
/// @param replacement what the mistake puts in its place
record PlantedBug(String name, String file, String text, String replacement) {
    /// Where names across processes are.
    static final String NAMES = "actor-layer/actors/src/main/java/io/tupelo/actor/names/";
    private static final String KERNEL = "space-server/kernel/src/main/java/io/tupelo/kernel/";

    static PlantedBug inKernel(String name, String type, String text, String replacement) {
        return new PlantedBug(name, KERNEL + type + ".java", text, replacement);
    }

    static PlantedBug inChange(String name, String type, String text, String replacement) {
        return new PlantedBug(name, "space-server/kernel/src/main/java/io/tupelo/change/" + type + ".java", text, replacement);
    }

    static PlantedBug inCheckpoint(String name, String type, String text, String replacement) {
        return new PlantedBug(
                name, "space-server/checkpoint/src/main/java/io/tupelo/checkpoint/" + type + ".java", text, replacement);
    }

    static PlantedBug inJournal(String name, String type, String text, String replacement) {
        return new PlantedBug(name, "space-server/journal/src/main/java/io/tupelo/journal/" + type + ".java", text, replacement);
    }

    static PlantedBug inRuntime(String name, String type, String text, String replacement) {
        return new PlantedBug(name, "space-server/runtime/src/main/java/io/tupelo/runtime/" + type + ".java", text, replacement);
    }

    static PlantedBug inDurableActors(String name, String type, String text, String replacement) {
        return new PlantedBug(
                name, "actor-layer/actors/src/main/java/io/tupelo/actor/durable/" + type + ".java", text, replacement);
    }

    static PlantedBug inNames(String name, String type, String text, String replacement) {
        return new PlantedBug(name, NAMES + type + ".java", text, replacement);
    }

    /// Returns the source with the mistake in it.
    ///
    /// @throws AssertionError if the text isn't there exactly once: then the bug has to be planted anew
    String plantedIn(String source) {
        Matcher there = pattern().matcher(source);
        long times = there.results().count();
        if (times != 1) {
            throw new AssertionError("the bug \"" + name + "\" can't be planted: " + times + " times in " + file + ":\n" + text);
        }
        return there.replaceFirst(Matcher.quoteReplacement(replacement));
    }

    /// The text, however its lines are indented.
    private Pattern pattern() {
        return Pattern.compile(
                text.lines().map(String::strip).map(Pattern::quote).collect(Collectors.joining("\\s*\n\\s*")));
    }

    @Override
    public String toString() {
        return name;
    }
}
