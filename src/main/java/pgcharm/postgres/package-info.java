/// JDBC: reads the catalog, carries out the steps of a plan, proves logins. All quoting is here.
@NullMarked
package pgcharm.postgres;

import org.jspecify.annotations.NullMarked;
