/// A PostgreSQL server of one's own, for the local model and for tests.
@NullMarked
package pgcharm.local.server;

import org.jspecify.annotations.NullMarked;
