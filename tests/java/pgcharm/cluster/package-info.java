/// The charm with a cluster of its own: a real Kubernetes API, and pods in which real Pebble runs real Patroni and
/// PostgreSQL, all on one machine.
@NullMarked
package pgcharm.cluster;

import org.jspecify.annotations.NullMarked;
