/// The certificates of the charm's own cluster: its internal authority and one certificate for each unit.
@NullMarked
package pgcharm.workload.tls;

import org.jspecify.annotations.NullMarked;
