package pgcharm.access;

import java.util.Optional;

/// An extension of PostgreSQL that a client wants in its database.
///
/// @param schema where its objects go; empty for the extension's own choice
public record Extension(String name, Optional<String> schema) {}
