/// The command line of the local model: the words and flags of `juju`.
@NullMarked
package pgcharm.local.cli;

import org.jspecify.annotations.NullMarked;
