package pgcharm.workload.pebble;

/// User and group by their names in the container.
public record FileOwner(String user, String group) {
    public static final FileOwner ROOT = new FileOwner("root", "root");
}
