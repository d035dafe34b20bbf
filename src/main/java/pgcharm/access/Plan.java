package pgcharm.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Ordered steps from the catalog to what was asked for. It holds no password and can be printed, a line for each step.
public record Plan(List<Step> steps) {
    public static final Plan NOTHING = new Plan(List.of());

    public Plan {
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    @Override
    public String toString() {
        return steps.stream().map(Plan::describe).map(Names::printable).collect(Collectors.joining("\n"));
    }

    private static String describe(Step step) {
        return switch (step) {
            case Step.CreateGroup(String role, boolean inherit, Mark mark) ->
                "create group " + role + (inherit ? "" : " noinherit") + " " + kind(mark);
            case Step.CreateLogin(String login, Mark mark) -> "create login " + login + " " + kind(mark);
            case Step.SetPassword(String login) -> "set password of " + login;
            case Step.SetMark(String role, Mark mark) -> "mark " + role + " " + kind(mark);
            case Step.SetAttribute(String role, Attribute attribute, boolean granted) ->
                (granted ? "give " : "take ") + attribute + (granted ? " to " : " from ") + role;
            case Step.Grant(String role, String member) -> "grant " + role + " to " + member;
            case Step.Revoke(String role, String member) -> "revoke " + role + " from " + member;
            case Step.ActAs(String login, Optional<String> database, String role) ->
                login + " acts as " + role + database.map(name -> " in " + name).orElse(" everywhere");
            case Step.ActAsItself(String login, Optional<String> database) ->
                login + " acts as itself" + database.map(name -> " in " + name).orElse(" everywhere");
            case Step.CreateDatabase(String database, String owner) ->
                "create database " + database + " owned by " + owner;
            case Step.AdoptDatabase(String database, String owner) -> "adopt database " + database + " for " + owner;
            case Step.PrepareDatabase(String database) -> "prepare database " + database;
            case Step.OpenTo(String database, DataRole role) ->
                "open database " + database + " to " + new DatabaseRoles(database).name(role);
            case Step.CreateExtension(String database, Extension extension) ->
                "create extension " + extension.name() + " in " + database;
            case Step.GrantConnect(String database, String role) -> "grant connect on " + database + " to " + role;
            case Step.GrantPrivileges(String database, DatabaseObject object, List<String> privileges, String role) ->
                "grant " + String.join(", ", privileges) + on(database, object) + " to " + role;
            case Step.RevokePrivileges(String database, DatabaseObject object, List<String> privileges, String role) ->
                "revoke " + String.join(", ", privileges) + on(database, object) + " from " + role;
            case Step.ForbidLogin(String login) -> "forbid login of " + login;
            case Step.EndSessions(String login) -> "end sessions of " + login;
            case Step.ReleaseObjects(String login, String database, String heir) ->
                "release objects of " + login + " in " + database + " to " + heir;
            case Step.DropLogin(String login) -> "drop login " + login;
        };
    }

    private static String on(String database, DatabaseObject object) {
        return " on " + object + (object.kind() == DatabaseObject.Kind.DATABASE ? "" : " in " + database);
    }

    private static String kind(Mark mark) {
        return switch (mark) {
            case Mark.Shared ignored -> "(shared)";
            case Mark.Group(Realm ignored, String database) -> "(group of " + database + ")";
            case Mark.Login(
                    Realm ignored,
                    Holder holder,
                    Optional<Entity.Type> entity,
                    String database,
                    String since) ->
                "(" + entity.map(type -> "entity " + type + " of ").orElse("") + holder(holder) + ", " + database + ", "
                        + since + ")";
        };
    }

    private static String holder(Holder holder) {
        return switch (holder) {
            case Holder.Relation(String id, String request, String client) ->
                id + (request.isEmpty() ? "" : " " + request) + " " + client;
            case Holder.Action() -> "action";
        };
    }
}
