package io.tupelo.shell;

import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import java.time.Duration;
import java.util.Map;

/// Reads numbers, times and receipts.
final class Numbers {
    private static final String DURATION = "a duration, such as 500ms, 5s, 2m, 1h or 1d";
    private static final Map<String, Long> UNITS_MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Numbers() {}

    static long longInteger(Scanner in, String expected) {
        int start = in.position();
        in.accept("-");
        while (Character.isDigit(in.peek())) {
            in.next();
        }
        String digits = in.since(start);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException none) {
            if (digits.length() > 1) {
                throw Scanner.wrong(start, "expected " + expected + ", and " + digits + " does not fit into 64 bits");
            }
            in.moveTo(start);
            throw in.wrong(expected);
        }
    }

    /// Reads the number that a space gave something: a transaction, a claim, an entry.
    static long number(Scanner in, String expected) {
        int start = in.position();
        long number = longInteger(in, expected);
        if (number < 0) {
            throw Scanner.wrong(start, "expected " + expected + ", which is never negative, not " + number);
        }
        return number;
    }

    /// Reads an integer that is not negative.
    static int integer(Scanner in, String expected) {
        int start = in.position();
        long number = longInteger(in, expected);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw Scanner.wrong(start, "expected " + expected + ", not " + number);
        }
        return (int) number;
    }

    static Duration duration(Scanner in) {
        int start = in.position();
        long number = longInteger(in, DURATION);
        int unitStart = in.position();
        while (Character.isLetter(in.peek())) {
            in.next();
        }
        Long millis = UNITS_MILLIS.get(in.since(unitStart));
        if (millis == null) {
            in.moveTo(unitStart);
            throw in.wrong("a unit: ms, s, m, h or d");
        }
        if (number < 0) {
            throw Scanner.wrong(start, "expected " + DURATION + ", not " + number);
        }
        if (number > Long.MAX_VALUE / millis / 1_000) {
            throw Scanner.wrong(start, in.since(start) + " is too long a time");
        }
        return Duration.ofMillis(number * millis);
    }

    /// Reads how long something lives; what lives for ever goes without.
    static Duration lifetime(Scanner in) {
        int start = in.position();
        Duration lifetime = duration(in);
        if (lifetime.isZero()) {
            throw Scanner.wrong(start, "an entry lives at least a millisecond; without ttl= it lives for ever");
        }
        return lifetime;
    }

    static Wait patience(Scanner in) {
        if (in.acceptWord("now")) {
            return Wait.NOW;
        } else if (in.acceptWord("forever")) {
            return Wait.FOREVER;
        } else if (!Character.isDigit(in.peek())) {
            throw in.wrong("now, forever, or " + DURATION);
        }
        return Wait.atMost(duration(in));
    }

    static Receipt receipt(Scanner in) {
        String expected = "a receipt, such as 1.42.0";
        long epoch = longInteger(in, expected);
        in.expect(".", expected);
        long sequence = longInteger(in, expected);
        in.expect(".", expected);
        return new Receipt(epoch, sequence, integer(in, expected));
    }
}
