package pgcharm.access;

/// On whose behalf a login exists.
public sealed interface Holder {
    /// @param id endpoint and number as Juju prints them, `database:7`
    /// @param client name of the remote application
    record Relation(String id, String client) implements Holder {
        /// A relation is the same relation whatever its client is called.
        @Override
        public boolean equals(Object other) {
            return other instanceof Relation relation && relation.id.equals(id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /// A login that a person asked for with the action `get-credentials`.
    record Action() implements Holder {}
}
