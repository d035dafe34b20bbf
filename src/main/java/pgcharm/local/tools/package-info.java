/// Juju's hook tools: arguments and the running hook's context in, exit code and texts out.
///
/// Values to be printed are String, Boolean, Number, Instant, List and Map of these; an empty Optional stands for null.
@NullMarked
package pgcharm.local.tools;

import org.jspecify.annotations.NullMarked;
