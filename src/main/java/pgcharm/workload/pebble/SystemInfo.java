package pgcharm.workload.pebble;

/// @param bootId changes with every start of the container's machine
public record SystemInfo(String version, String bootId) {}
