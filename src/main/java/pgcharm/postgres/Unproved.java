package pgcharm.postgres;

/// Why a client could not use a login, and what would heal it.
///
/// @param otherPassword the server knows another password for it
public record Unproved(String reason, String remedy, boolean otherPassword) {
    Unproved(String reason, String remedy) {
        this(reason, remedy, false);
    }
}
