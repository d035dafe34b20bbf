/// The charm's own cluster: PostgreSQL under Patroni in the pod's workload container.
@NullMarked
package pgcharm.workload;

import org.jspecify.annotations.NullMarked;
