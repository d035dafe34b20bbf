/// Running a charm: its process, its environment, and the server behind the hook tools.
@NullMarked
package pgcharm.local.run;

import org.jspecify.annotations.NullMarked;
