package pgcharm.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.access.Entity;
import pgcharm.access.Holder;
import pgcharm.access.Mark;
import pgcharm.access.Realm;
import pgcharm.json.JsonException;
import pgcharm.json.JsonText;

/// Marks as the comment of a role: JSON whose first keys stand in a fixed order, so that the server can find marks by
/// how they begin.
final class Marks {
    private Marks() {}

    static String text(Mark mark) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", mark.realm().model());
        fields.put("application", mark.realm().application());
        switch (mark) {
            case Mark.Shared _ -> fields.put("kind", "shared");
            case Mark.Group(Realm _, String database) -> {
                fields.put("kind", "group");
                fields.put("database", database);
            }
            case Mark.Login(Realm _, Holder holder, Optional<Entity.Type> entity, String database, String since) -> {
                fields.put("kind", "login");
                switch (holder) {
                    case Holder.Relation(String id, String request, String client) -> {
                        fields.put("relation", id);
                        if (!request.isEmpty()) {
                            fields.put("request", request);
                        }
                        fields.put("client", client);
                    }
                    case Holder.Action() -> fields.put("action", "get-credentials");
                }
                entity.ifPresent(type -> fields.put("entity", type.name()));
                fields.put("database", database);
                fields.put("since", since);
            }
        }
        return JsonText.write(fields);
    }

    /// How every mark of this application begins.
    static String prefix(Realm realm) {
        String text = text(new Mark.Shared(realm));
        return text.substring(0, text.indexOf(",\"kind\""));
    }

    /// How the marks of all logins of this relation begin.
    static String prefix(Realm realm, Holder.Relation relation) {
        Holder.Relation any = new Holder.Relation(relation.id(), relation.client());
        String text = text(new Mark.Login(realm, any, "", ""));
        return text.substring(0, text.indexOf(",\"client\"") + 1);
    }

    /// Empty for a comment that is no mark.
    static Optional<Mark> parse(String comment) {
        if (!comment.startsWith("{\"model\":")) {
            return Optional.empty();
        }
        try {
            return JsonText.read(comment) instanceof Map<?, ?> fields ? mark(fields) : Optional.empty();
        } catch (JsonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Mark> mark(Map<?, ?> fields) {
        Realm realm = new Realm(text(fields, "model"), text(fields, "application"));
        return switch (text(fields, "kind")) {
            case "shared" -> Optional.of(new Mark.Shared(realm));
            case "group" -> Optional.of(new Mark.Group(realm, text(fields, "database")));
            case "login" -> {
                Holder holder = fields.containsKey("relation")
                        ? new Holder.Relation(text(fields, "relation"), text(fields, "request"), text(fields, "client"))
                        : new Holder.Action();
                Optional<Entity.Type> entity = Stream.of(Entity.Type.values())
                        .filter(type -> type.name().equals(text(fields, "entity")))
                        .findFirst();
                yield Optional.of(
                        new Mark.Login(realm, holder, entity, text(fields, "database"), text(fields, "since")));
            }
            default -> Optional.empty();
        };
    }

    private static String text(Map<?, ?> fields, String key) {
        return fields.get(key) instanceof String text ? text : "";
    }
}
