/// A Juju model on one machine, which runs the real processes of charms.
@NullMarked
package pgcharm.local;

import org.jspecify.annotations.NullMarked;
