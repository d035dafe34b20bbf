package pgcharm.scenarios;

import java.util.Map;

/// One hostile or odd request, and what has to come of it.
///
/// @param code of the refusal; 0 for a login that works
/// @param database where a served login ends up
/// @param login its name; empty where the charm chooses one
record HostileRequest(String name, Ask ask, int code, String database, String login) {
    static final int SERVED = 0;

    /// How it reaches the charm.
    sealed interface Ask {}

    /// A relation of its own.
    ///
    /// @param endpoint of the provider
    record Databag(String endpoint, Map<String, String> content) implements Ask {
        public Databag {
            content = Map.copyOf(content);
        }
    }

    /// One of many requests in a relation of interface version v1.
    ///
    /// @param secret with the wanted user name; empty for none
    record Listed(Map<String, Object> fields, Map<String, String> secret) implements Ask {
        public Listed {
            fields = Map.copyOf(fields);
            secret = Map.copyOf(secret);
        }
    }

    /// The action `get-credentials`.
    record Action(Map<String, Object> parameters) implements Ask {
        public Action {
            parameters = Map.copyOf(parameters);
        }
    }

    static HostileRequest databag(String name, Map<String, String> content, int code, String database) {
        return new HostileRequest(name, new Databag("database", content), code, database, "");
    }

    static HostileRequest legacy(String name, String endpoint, Map<String, String> content, int code, String database) {
        return new HostileRequest(name, new Databag(endpoint, content), code, database, "");
    }

    @Override
    public String toString() {
        return name;
    }
}
