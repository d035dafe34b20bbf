/// The relation interfaces: databag text to records and back. Pure.
@NullMarked
package pgcharm.wire;

import org.jspecify.annotations.NullMarked;
