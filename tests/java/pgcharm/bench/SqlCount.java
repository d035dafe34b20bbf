package pgcharm.bench;

/// What one hook asked of the server, as the server's log tells.
///
/// @param connections that were received
/// @param statements that were executed; several sent as one text count once
/// @param serverMillis that the server worked on them
record SqlCount(int connections, int statements, double serverMillis) {
    static final SqlCount NONE = new SqlCount(0, 0, 0);
}
