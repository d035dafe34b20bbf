/// A Juju model on one machine and its command line. Never part of a packed charm.
@NullMarked
package pgcharm.local;

import org.jspecify.annotations.NullMarked;
