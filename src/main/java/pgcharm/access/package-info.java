/// The core: what is asked for, compared with what the server holds, gives a plan and verdicts. Pure.
@NullMarked
package pgcharm.access;

import org.jspecify.annotations.NullMarked;
