package pgcharm.workload.pebble;

/// What a file in the container should hold. It prints without its content.
///
/// @param path absolute
/// @param mode as in `chmod`: 0600
public record FileToWrite(String path, String content, int mode, FileOwner owner) {
    @Override
    public String toString() {
        return path + " (" + Integer.toOctalString(mode) + " " + owner.user() + ":" + owner.group() + ")";
    }
}
