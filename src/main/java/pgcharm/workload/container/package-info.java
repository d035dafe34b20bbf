/// What the workload container is like: where its programs are, which user runs them, how much memory and CPU it has.
@NullMarked
package pgcharm.workload.container;

import org.jspecify.annotations.NullMarked;
