/// What drives packed charms from outside.
@NullMarked
package pgcharm.scenarios;

import org.jspecify.annotations.NullMarked;
