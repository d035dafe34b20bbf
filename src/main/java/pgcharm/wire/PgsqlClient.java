package pgcharm.wire;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgcharm.access.Extension;
import pgcharm.access.Refusal;

/// The legacy interface `pgsql`: no secrets; the same keys in the application's and the leader's databag.
///
/// @param endpoint this charm's side, `db` or `db-admin`
/// @param application the client's name
/// @param databag the client's application databag
/// @param units the databags of its units, by unit name
public record PgsqlClient(
        String endpoint, String application, Map<String, String> databag, SortedMap<String, Map<String, String>> units)
        implements Client {
    public static final String DB_ADMIN = "db-admin";
    public static final List<String> ENDPOINTS = List.of("db", DB_ADMIN);

    private static final Set<String> RESPONSE_KEYS = Set.of(
            "allowed-subnets",
            "allowed-units",
            "database",
            "extensions",
            "host",
            "master",
            "password",
            "port",
            "standbys",
            "user",
            "version");

    public PgsqlClient {
        databag = Map.copyOf(databag);
        units = new TreeMap<>(units);
    }

    static Map<String, Map<String, String>> responses(Map<String, String> own) {
        Map<String, String> response = new TreeMap<>(own);
        response.keySet().retainAll(RESPONSE_KEYS);
        return response.isEmpty() ? Map.of() : Map.of("", response);
    }

    static Map<String, String> facts(ConnectionFacts facts) {
        String primary = facts.endpoints().getFirst();
        int colon = primary.lastIndexOf(':');
        return Map.of(
                "host", withoutBrackets(primary.substring(0, colon)),
                "port", primary.substring(colon + 1),
                "version", facts.version());
    }

    /// Extensions as clients write them, `name` or `name:schema`, separated by commas.
    public static List<Extension> extensions(String list) {
        return new LinkedHashSet<>(DatabaseClient.words(list))
                .stream()
                        .map(item -> item.split(":", 2))
                        .map(parts -> new Extension(
                                parts[0],
                                Arrays.stream(parts)
                                        .skip(1)
                                        .filter(schema -> !schema.isEmpty())
                                        .findFirst()))
                        .toList();
    }

    @Override
    public List<ClientRequest> requests() {
        Optional<String> database = value("database");
        if (database.isEmpty()) {
            return List.of();
        }
        if (value("roles").isPresent()) {
            return List.of(new ClientRequest.Refused(
                    "",
                    Refusals.unsupported(
                            "roles", "integrate through the endpoint database and ask with extra-user-roles")));
        }
        return List.of(new ClientRequest.Asked(
                "",
                database.get(),
                List.of(),
                Set.of(),
                Optional.empty(),
                endpoint.equals(DB_ADMIN),
                value("extensions").orElse(""),
                Optional.empty(),
                false));
    }

    @Override
    public Response response(ClientRequest.Asked request, Credentials credentials, ConnectionFacts facts) {
        Map<String, String> fields = new TreeMap<>(facts(facts));
        String standby = Stream.concat(facts.readOnlyEndpoints().stream(), facts.endpoints().stream())
                .findFirst()
                .orElseThrow();
        fields.put("master", connection(credentials, facts.endpoints().getFirst()));
        fields.put("standbys", connection(credentials, standby));
        fields.put("user", credentials.username());
        fields.put("password", credentials.password().text());
        fields.put("database", credentials.database());
        fields.put("extensions", request.extensions());
        fields.put("allowed-units", String.join(",", units.keySet()));
        fields.put("allowed-subnets", subnets());
        fields.values().removeIf(String::isEmpty);
        return new Response(fields, Map.of());
    }

    /// The interface has no status; clients ignore the key, and it tells the charm itself that the relation was
    /// refused.
    @Override
    public Map<String, String> databag(Map<String, Map<String, String>> responses, List<Refusal> refusals) {
        Map<String, String> own = new TreeMap<>();
        responses.values().forEach(own::putAll);
        if (!refusals.isEmpty()) {
            own.put("status", Json.status(refusals));
        }
        return own;
    }

    @Override
    public Set<String> keys() {
        return Stream.concat(RESPONSE_KEYS.stream(), Stream.of("status")).collect(Collectors.toUnmodifiableSet());
    }

    /// A [libpq keyword
    /// string](https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE),
    /// keys in alphabetical order.
    private String connection(Credentials credentials, String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return Stream.of(
                        "dbname=" + quoted(credentials.database()),
                        "fallback_application_name=" + quoted(application),
                        "host=" + quoted(withoutBrackets(endpoint.substring(0, colon))),
                        "password=" + quoted(credentials.password().text()),
                        "port=" + endpoint.substring(colon + 1),
                        "user=" + quoted(credentials.username()))
                .collect(Collectors.joining(" "));
    }

    /// libpq takes an IPv6 address as it is.
    private static String withoutBrackets(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }

    private static String quoted(String value) {
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '\'' || c == '\\');
        return plain ? value : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private String subnets() {
        return units.values().stream()
                .flatMap(unit -> DatabaseClient.words(unit.getOrDefault("egress-subnets", "")).stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(","));
    }

    /// From the application's databag, or from the first unit's that has it.
    private Optional<String> value(String key) {
        return Stream.concat(Stream.of(databag), units.values().stream())
                .map(bag -> bag.getOrDefault(key, ""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
