/// A Juju charm operator for PostgreSQL: the environment of one hook in, an exit code out.
@NullMarked
package pgcharm;

import org.jspecify.annotations.NullMarked;
