package pgcharm.workload.patroni;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which texts an option may have.
sealed interface Allowed {
    /// The text as PostgreSQL's configuration wants it; empty when it is not allowed.
    Optional<String> value(String text);

    /// As an operator would say it.
    String range();

    record Whole(int from, int to) implements Allowed {
        @Override
        public Optional<String> value(String text) {
            return number(text)
                    .filter(number -> number.stripTrailingZeros().scale() <= 0)
                    .filter(number -> isBetween(number, BigDecimal.valueOf(from), BigDecimal.valueOf(to)))
                    .map(number -> number.toBigInteger().toString());
        }

        @Override
        public String range() {
            return "a whole number from " + from + " to " + to;
        }
    }

    record Fraction(String from, String to) implements Allowed {
        @Override
        public Optional<String> value(String text) {
            return number(text)
                    .filter(number -> isBetween(number, new BigDecimal(from), new BigDecimal(to)))
                    .map(BigDecimal::toPlainString);
        }

        @Override
        public String range() {
            return "a number from " + from + " to " + to;
        }
    }

    /// @param unlimited whether -1 may stand for no limit
    record Size(String from, String to, boolean unlimited) implements Allowed {
        private static final Map<String, Integer> SHIFTS = Map.of("kB", 10, "MB", 20, "GB", 30, "TB", 40);
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?([kMGT]B)");

        @Override
        public Optional<String> value(String text) {
            if (unlimited && text.equals("-1")) {
                return Optional.of(text);
            }
            return Optional.of(text)
                    .filter(size -> bytes(size) >= bytes(from) && bytes(size) <= bytes(to))
                    .map(size -> size.replace(" ", ""));
        }

        @Override
        public String range() {
            return "a size from " + from + " to " + to + " with its unit, kB, MB, GB or TB"
                    + (unlimited ? ", or -1" : "");
        }

        /// -1 for what is no size.
        static long bytes(String text) {
            Matcher matcher = TEXT.matcher(text);
            return matcher.matches()
                    ? Long.parseLong(matcher.group(1)) << SHIFTS.getOrDefault(matcher.group(2), 0)
                    : -1;
        }
    }

    /// @param off whether -1 may stand for never
    record Time(String from, String to, boolean off) implements Allowed {
        private static final Map<String, Long> MILLISECONDS =
                Map.of("ms", 1L, "s", 1000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?(ms|s|min|h|d)");

        @Override
        public Optional<String> value(String text) {
            boolean isZero = text.equals("0") && milliseconds(from) == 0;
            if (isZero || (off && text.equals("-1"))) {
                return Optional.of(text);
            }
            return Optional.of(text)
                    .filter(time -> milliseconds(time) >= milliseconds(from) && milliseconds(time) <= milliseconds(to))
                    .map(time -> time.replace(" ", ""));
        }

        @Override
        public String range() {
            return "a time from " + from + " to " + to + " with its unit, ms, s, min, h or d" + (off ? ", or -1" : "");
        }

        private static long milliseconds(String text) {
            Matcher matcher = TEXT.matcher(text);
            return matcher.matches()
                    ? Long.parseLong(matcher.group(1)) * MILLISECONDS.getOrDefault(matcher.group(2), 0L)
                    : -1;
        }
    }

    record Choice(List<String> words) implements Allowed {
        @Override
        public Optional<String> value(String text) {
            return Optional.of(text).filter(words::contains);
        }

        @Override
        public String range() {
            return "one of " + String.join(", ", words);
        }
    }

    /// With a zone that it does not know PostgreSQL would not start.
    record TimeZone() implements Allowed {
        @Override
        public Optional<String> value(String text) {
            Set<String> known = ZoneId.getAvailableZoneIds();
            return Optional.of(text).filter(zone -> known.contains(zone) && !zone.startsWith("SystemV/"));
        }

        @Override
        public String range() {
            return "a time zone such as UTC or Europe/Berlin";
        }
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?[0-9]{1,12}([.][0-9]{1,12})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean isBetween(BigDecimal number, BigDecimal from, BigDecimal to) {
        return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
    }
}
