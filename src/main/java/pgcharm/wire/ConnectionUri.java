package pgcharm.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Connection URIs as [libpq](https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS) reads
/// them, every part percent-encoded (RFC 3986).
public final class ConnectionUri {
    private ConnectionUri() {}

    /// @param endpoint `host:port`, or several separated by commas
    static String of(Credentials credentials, String endpoint) {
        return "postgresql://" + encoded(credentials.username()) + ":"
                + encoded(credentials.password().text()) + "@" + endpoint + "/" + encoded(credentials.database());
    }

    /// One part, whatever characters it has.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
