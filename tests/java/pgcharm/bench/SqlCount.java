package pgcharm.bench;

/// What a hook asked of the server.
///
/// @param statements as the server's log tells them; several that were sent as one text are one
record SqlCount(int connections, int statements) {
    SqlCount plus(SqlCount other) {
        return new SqlCount(connections + other.connections, statements + other.statements);
    }
}
