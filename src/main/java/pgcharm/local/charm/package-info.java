/// Charm files as Juju reads them.
@NullMarked
package pgcharm.local.charm;

import org.jspecify.annotations.NullMarked;
