/// What the own cluster needs of Kubernetes: its Services and the labels by which Patroni finds its pods.
///
/// Only the leading unit's rare work comes here: the client costs most of a second.
@NullMarked
package pgcharm.workload.kubernetes;

import org.jspecify.annotations.NullMarked;
