package pgcharm.access;

import java.util.Optional;
import java.util.stream.Stream;

/// Group roles that give rights on the data of one database without acting as its owner.
public enum DataRole {
    /// Reads and writes all rows.
    DML("dml"),
    /// Reads all rows.
    READ("read"),
    /// Sees the statistics views; no rows.
    STATS("stats");

    private final String suffix;

    DataRole(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }

    /// The word by which a client asks for it, which is also the name of the server-wide role of that kind.
    public String word() {
        return "charmed_" + suffix;
    }

    static Optional<DataRole> byWord(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
