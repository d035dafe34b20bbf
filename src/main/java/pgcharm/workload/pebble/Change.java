package pgcharm.workload.pebble;

import java.util.Optional;

/// Something that Pebble does or did by itself: start, stop, restart, replan, a check.
///
/// @param ready it has ended, whether well or not
/// @param error what went wrong, in Pebble's words
public record Change(String id, String kind, String summary, String status, boolean ready, Optional<String> error) {}
