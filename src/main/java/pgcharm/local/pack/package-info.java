/// Writes `.charm` files.
@NullMarked
package pgcharm.local.pack;

import org.jspecify.annotations.NullMarked;
