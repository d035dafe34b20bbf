package pgcharm.workload.pebble;

/// An entry of a directory in the container.
///
/// @param name without its directory
/// @param user empty where the container has no name for the number
public record FileInfo(String path, String name, Type type, long size, int mode, String user, String group) {
    public enum Type {
        FILE,
        DIRECTORY,
        SYMLINK,
        OTHER
    }
}
