package pgcharm.access;

import java.util.List;
import java.util.Optional;

/// One statement's worth of change on the server. Steps are idempotent as far as a crash needs it: a plan made anew
/// from the catalog leaves out what is already done.
public sealed interface Step {
    /// A role that nobody logs in as.
    record CreateGroup(String role, boolean inherit, Mark mark) implements Step {}

    /// A role with the password that the plan is applied with.
    record CreateLogin(String login, Mark mark) implements Step {}

    /// Gives an existing login the password that the plan is applied with, and lets it log in.
    record SetPassword(String login) implements Step {}

    record SetMark(String role, Mark mark) implements Step {}

    record SetAttribute(String role, Attribute attribute, boolean granted) implements Step {}

    record Grant(String role, String member) implements Step {}

    record Revoke(String role, String member) implements Step {}

    /// Sessions of the login start as `role`, in one database or (empty) in all.
    record ActAs(String login, Optional<String> database, String role) implements Step {}

    record ActAsItself(String login, Optional<String> database) implements Step {}

    record CreateDatabase(String database, String owner) implements Step {}

    /// Takes over a database that existed before: it and everything in it that is not an extension's get new owners.
    record AdoptDatabase(String database, String owner) implements Step {}

    /// Gives the owner and admin roles their rights in the database and closes it to PUBLIC.
    record PrepareDatabase(String database) implements Step {}

    /// Gives a data role its rights on everything that is there and, by default privileges, on what will come.
    record OpenTo(String database, DataRole role) implements Step {}

    record CreateExtension(String database, Extension extension) implements Step {}

    /// On objects inside one database, as far as they exist and belong to its owner role.
    record GrantPrivileges(String database, DatabaseObject object, List<String> privileges, String role)
            implements Step {
        public GrantPrivileges {
            privileges = List.copyOf(privileges);
        }
    }

    /// As far as the object exists and belongs to the database's owner role.
    record RevokePrivileges(String database, DatabaseObject object, List<String> privileges, String role)
            implements Step {
        public RevokePrivileges {
            privileges = List.copyOf(privileges);
        }
    }

    record GrantConnect(String database, String role) implements Step {}

    record ForbidLogin(String login) implements Step {}

    record EndSessions(String login) implements Step {}

    /// Hands what the login owns in one database to `heir`, and takes back every grant and policy that names it.
    record ReleaseObjects(String login, String database, String heir) implements Step {}

    record DropLogin(String login) implements Step {}
}
