package pgcharm.workload.pebble;

import java.time.Duration;

/// Durations as Pebble prints and reads them: `1m30s`, `500ms`.
final class GoDuration {
    private GoDuration() {}

    /// Milliseconds are as fine as it gets.
    static String text(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.isZero() ? "0s" : duration.toMillis() + "ms";
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        text.append(duration.toSecondsPart());
        if (duration.toMillisPart() > 0) {
            text.append('.')
                    .append(String.format("%03d", duration.toMillisPart()).replaceFirst("0+$", ""));
        }
        return text.append('s').toString();
    }
}
