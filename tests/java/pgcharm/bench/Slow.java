package pgcharm.bench;

import java.util.Map;

/// What hooks cost under a controller that is slow to answer.
///
/// @param delayMillis what every hook tool took longer
record Slow(int delayMillis, Map<Event, Series> events) {}
