package pgcharm.workload.pebble;

/// @param path absolute; parents that are missing are made too, owned by root
/// @param mode as in `chmod`: 0700
public record DirectoryToMake(String path, int mode, FileOwner owner) {}
