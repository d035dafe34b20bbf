/// Measures what hooks cost, beside a charm that does nothing on the Python framework.
@NullMarked
package pgcharm.bench;

import org.jspecify.annotations.NullMarked;
