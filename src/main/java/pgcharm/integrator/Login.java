package pgcharm.integrator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a program needs to connect.
sealed interface Login {
    /// @param endpoints at least one
    record Usable(List<Address> endpoints, String database, String username, String password, boolean tls)
            implements Login {
        public Usable {
            endpoints = List.copyOf(endpoints);
        }

        @Override
        public String toString() {
            return "Usable[" + username + "@" + endpoints + "/" + database + "]";
        }
    }

    record Missing(String sentence) implements Login {}

    /// @param fields as the provider names them
    static Login of(Map<String, String> fields) {
        Optional<String> username = first(fields, "username", "entity-name");
        Optional<String> password = first(fields, "password", "entity-password");
        if (username.isEmpty() || password.isEmpty()) {
            return new Missing("there is no login in these credentials: run get-credentials without format");
        }
        List<Address> endpoints = Stream.of(fields.getOrDefault("endpoints", "").split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Address::of)
                .toList();
        if (endpoints.isEmpty()) {
            return new Missing("the provider has not published endpoints yet: run get-credentials again later");
        }
        Optional<String> database = database(fields);
        return database.isEmpty()
                ? new Missing("no database has a name with this prefix yet: run get-credentials again later")
                : new Usable(
                        endpoints,
                        database.get(),
                        username.get(),
                        password.get(),
                        fields.getOrDefault("tls", "").equalsIgnoreCase("true"));
    }

    /// The first of those that a prefix stands for.
    private static Optional<String> database(Map<String, String> fields) {
        Optional<String> database = first(fields, "database");
        return database.filter(name -> name.endsWith("*")).isPresent()
                ? first(fields, "prefix-databases").map(names -> names.split(",", -1)[0].strip())
                : database;
    }

    private static Optional<String> first(Map<String, String> fields, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> Stream.ofNullable(fields.get(key)))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
