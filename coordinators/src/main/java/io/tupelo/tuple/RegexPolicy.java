package io.tupelo.tuple;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How large a regular expression may be. One comes from a client and is compiled inside the server: RE2 matches in linear
/// time, but compiles `((x{100}){100}){100}` into a million steps, and thousands of brackets exhaust its stack.
final class RegexPolicy {
    private static final int LENGTH_MAX = 1_000;
    private static final int STEPS_MAX = 10_000;

    private static final Pattern REPEAT = Pattern.compile("(.?)\\{(\\d{1,4})(?:,(\\d{0,4}))?}", Pattern.DOTALL);

    /// A group, `\Q\E`, or another repetition.
    private static final String REPEATABLE = ")E}?*+";

    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[imsU-]*i");

    /// From U+1C80 on there are letters of which RE2/J searches the other cases for ever
    /// (https://github.com/google/re2j/issues/168), alone or within a range.
    private static final Pattern NEVER_FOLDED = Pattern.compile("[\\x{1c80}-\\x{10ffff}]|\\\\x\\{");

    private RegexPolicy() {}

    /// @throws InvalidTupleException if it is too long, its counted repetitions multiply to too much, or it ignores the case of
    ///     characters for which that does not end
    static void check(String regex) {
        var _ = FieldValues.of(regex); // which refuses half of a surrogate pair
        if (regex.length() > LENGTH_MAX) {
            throw new InvalidTupleException(
                    "a regular expression has at most " + LENGTH_MAX + " characters, not " + regex.length());
        }
        if (stepsMax(regex) > STEPS_MAX) {
            throw new InvalidTupleException("the repetitions of a regular expression multiply to more than " + STEPS_MAX
                    + " steps; use smaller counts, or * and +");
        }
        if (IGNORES_CASE.matcher(regex).find() && NEVER_FOLDED.matcher(regex).find()) {
            throw new InvalidTupleException(
                    "a regular expression that ignores case has only characters below U+1C80, and none as \\x{...}");
        }
    }

    /// Returns no less than what the expression is compiled into: counts behind what may be, or end, a repetition multiply,
    /// and of those behind a single character the greatest counts.
    private static double stepsMax(String regex) {
        double groups = 1;
        long single = 1;
        for (MatchResult repeat : REPEAT.matcher(regex).results().toList()) {
            long count = Math.max(1, Math.max(number(repeat.group(2)), number(repeat.group(3))));
            if (REPEATABLE.contains(repeat.group(1))) {
                groups *= count;
            } else {
                single = Math.max(single, count);
            }
        }
        return groups * single * regex.length();
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
