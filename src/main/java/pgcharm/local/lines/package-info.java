/// The model as a program that takes one JSON object per line and answers with one, for drivers in any language.
@NullMarked
package pgcharm.local.lines;

import org.jspecify.annotations.NullMarked;
