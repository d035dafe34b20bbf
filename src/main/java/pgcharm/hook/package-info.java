/// One class per kind of work: observe, plan, apply, publish.
@NullMarked
package pgcharm.hook;

import org.jspecify.annotations.NullMarked;
