/// Which PostgreSQL serves the applications: admin connection, endpoints, TLS, ready or why not.
@NullMarked
package pgcharm.server;

import org.jspecify.annotations.NullMarked;
