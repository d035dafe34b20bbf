/// The state of a Juju model and the rules by which it changes: the controller's part, and what a unit's agent
/// remembers. Nothing here starts a process or touches a file.
@NullMarked
package pgcharm.local.model;

import org.jspecify.annotations.NullMarked;
