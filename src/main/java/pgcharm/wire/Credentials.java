package pgcharm.wire;

import pgcharm.access.Password;

/// A login that was proved to work.
public record Credentials(String database, String username, Password password) {}
