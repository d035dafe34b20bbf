/// What drives packed charms with clients on the libraries that charms in the field use, and shows them to charmcraft.
@NullMarked
package pgcharm.conformance;

import org.jspecify.annotations.NullMarked;
