/// Juju's side as values (event, relation, databag, secret, status) and the hook tools behind one interface.
@NullMarked
package pgcharm.juju;

import org.jspecify.annotations.NullMarked;
