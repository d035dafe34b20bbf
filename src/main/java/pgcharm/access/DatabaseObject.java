package pgcharm.access;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Something inside one database that privileges are granted on.
///
/// @param schema of a table or sequence; empty for a database or a schema
public record DatabaseObject(Kind kind, String schema, String name) implements Comparable<DatabaseObject> {
    /// Each with the privileges that an entity may be given. TRIGGER is none of them: a trigger runs with the rights of
    /// whoever writes the table.
    public enum Kind {
        DATABASE("CONNECT", "CREATE", "TEMPORARY"),
        SCHEMA("USAGE", "CREATE"),
        /// Views, materialized views and foreign tables, too.
        TABLE("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES"),
        SEQUENCE("USAGE", "SELECT", "UPDATE");

        private final List<String> privileges;

        Kind(String... privileges) {
            this.privileges = List.of(privileges);
        }

        List<String> privileges() {
            return privileges;
        }

        static Optional<Kind> byWord(String word) {
            return Stream.of(values())
                    .filter(kind -> kind.name().equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int compareTo(DatabaseObject other) {
        return Comparator.comparing(DatabaseObject::kind)
                .thenComparing(DatabaseObject::schema)
                .thenComparing(DatabaseObject::name)
                .compare(this, other);
    }

    /// For people: `table sales.accounts`.
    @Override
    public String toString() {
        return kind.word() + " " + (schema.isEmpty() ? "" : Names.shown(schema, 80) + ".") + Names.shown(name, 80);
    }
}
