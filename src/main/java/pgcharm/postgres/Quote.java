package pgcharm.postgres;

/// The one place where names and values become SQL text.
final class Quote {
    private Quote() {}

    /// @throws IllegalArgumentException for a name with NUL, which no SQL text can hold
    static String identifier(String name) {
        return '"' + checked(name).replace("\"", "\"\"") + '"';
    }

    /// Right whatever `standard_conforming_strings` says
    /// ([string constants](https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS)).
    ///
    /// @throws IllegalArgumentException for a value with NUL
    static String literal(String value) {
        String doubled = checked(value).replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    private static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("SQL text cannot hold NUL");
        }
        return text;
    }
}
