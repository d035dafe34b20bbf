/// The data-integrator charm: the client side of `postgresql_client` v0, in the name of applications outside Juju.
@NullMarked
package pgcharm.integrator;

import org.jspecify.annotations.NullMarked;
