/// Patroni: its configuration as values, and its REST API.
@NullMarked
package pgcharm.workload.patroni;

import org.jspecify.annotations.NullMarked;
