/// Makes `.charm` files: records the AOT cache, writes the archive.
@NullMarked
package pgcharm.local.pack;

import org.jspecify.annotations.NullMarked;
