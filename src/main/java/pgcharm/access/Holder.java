package pgcharm.access;

/// On whose behalf a login exists.
public sealed interface Holder {
    /// @param id endpoint and number as Juju prints them, `database:7`
    /// @param request tells the requests of one relation apart; empty where the interface allows one only
    /// @param client name of the remote application
    record Relation(String id, String request, String client) implements Holder {
        public Relation(String id, String client) {
            this(id, "", client);
        }

        /// A request is the same request whatever its client is called.
        @Override
        public boolean equals(Object other) {
            return other instanceof Relation relation && relation.id.equals(id) && relation.request.equals(request);
        }

        @Override
        public int hashCode() {
            return id.hashCode() * 31 + request.hashCode();
        }
    }

    /// A login that a person asked for with the action `get-credentials`.
    record Action() implements Holder {}
}
