package pgcharm.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens; prints as `host:port`, an IPv6 address in brackets.
public record Endpoint(String host, int port) {
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern TEXT =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%a-z]+\\])(?::(?<port>[0-9]{1,5}))?");

    /// Reads `host`, `host:port`, `[address]:port`; without a port it is PostgreSQL's 5432. Empty for anything else.
    public static Optional<Endpoint> of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Optional.ofNullable(matcher.group("port"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_PORT);
        return Optional.of(new Endpoint(matcher.group("host"), port)).filter(e -> port > 0 && port < 65_536);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
