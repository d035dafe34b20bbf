/// The API of Pebble, which runs the workload container: files, services, checks and notices over its unix socket.
@NullMarked
package pgcharm.workload.pebble;

import org.jspecify.annotations.NullMarked;
