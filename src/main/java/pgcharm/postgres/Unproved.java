package pgcharm.postgres;

/// Why a client could not use a login, and what would heal it.
public record Unproved(String reason, String remedy) {}
