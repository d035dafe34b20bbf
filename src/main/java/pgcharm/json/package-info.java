/// JSON for programs that live for a tenth of a second: the parsers of the known libraries load `BigDecimal`, whose
/// tables alone take a cold JVM 12 ms, a twelfth of a hook.
@NullMarked
package pgcharm.json;

import org.jspecify.annotations.NullMarked;
