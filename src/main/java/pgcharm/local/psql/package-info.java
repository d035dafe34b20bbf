/// A psql for machines that have none: enough of it to try a URI and read an answer.
@NullMarked
package pgcharm.local.psql;

import org.jspecify.annotations.NullMarked;
