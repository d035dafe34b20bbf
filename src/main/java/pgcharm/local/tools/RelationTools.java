package pgcharm.local.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import pgcharm.local.model.Hook.RelationHook;
import pgcharm.local.model.HookContext;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;

/// relation-ids, relation-list, relation-get, relation-set, relation-model-get.
final class RelationTools {
    private static final String APPLICATION_NAME = "[a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*";
    private static final String UNIT_NAME = APPLICATION_NAME + "/(0|[1-9][0-9]*)";

    private RelationTools() {}

    static Map<String, Tool> all(UnaryOperator<String> relationId) {
        return Map.of(
                "relation-ids",
                new Tool(new Flags().output(), RelationTools::ids),
                "relation-list",
                new Tool(new Flags().output().value(relationId, "r", "relation").flag("app"), RelationTools::list),
                "relation-get",
                new Tool(new Flags().output().value(relationId, "r", "relation").flag("app"), RelationTools::get),
                "relation-set",
                new Tool(
                        new Flags()
                                .value(relationId, "r", "relation")
                                .flag("app")
                                .value("file")
                                .value("format"),
                        RelationTools::set),
                "relation-model-get",
                new Tool(new Flags().output().value(relationId, "r", "relation"), RelationTools::model));
    }

    private static String ids(Invocation call) {
        String endpoint = call.argument(0)
                .or(() -> call.context().relationHook().map(RelationHook::endpoint))
                .orElseThrow(() -> new UsageException("no relation name specified"));
        call.words().noMoreThan(1);
        return call.print(call.context().relationIds(endpoint));
    }

    private static String list(Invocation call) {
        Relation relation = call.relation();
        call.words().noMoreThan(0);
        if (call.words().has("app")) {
            return call.print(relation.other(call.context().unit().application()));
        }
        return call.print(call.context().members(relation));
    }

    private static String model(Invocation call) {
        call.relation();
        call.words().noMoreThan(0);
        return call.print(Map.of("uuid", call.context().model().uuid()));
    }

    private static String set(Invocation call) {
        Relation relation = call.relation();
        Map<String, String> pairs = call.pairs(call.words().arguments());
        Map<String, String> settings = new TreeMap<>(call.fileOrInput());
        settings.putAll(pairs);
        if (!call.words().has("app")) {
            call.context().setSettings(relation, settings);
        } else if (call.context().isLeader()) {
            call.context().setApplicationSettings(relation, settings);
        } else {
            throw new ModelException("cannot write relation settings");
        }
        return "";
    }

    private static String get(Invocation call) {
        Relation relation = call.relation();
        String key = call.argument(0).filter(text -> !text.equals("-")).orElse("");
        boolean noUnit = call.argument(1).isEmpty()
                && call.context()
                        .relationHook()
                        .filter(hook -> hook.remoteUnit().isEmpty())
                        .isPresent();
        boolean ofApplication = call.words().has("app") || noUnit;
        String entity = call.argument(1).or(() -> remote(call, ofApplication)).orElse("");
        if (entity.isEmpty()) {
            throw new UsageException("no unit or application specified");
        }
        String whose = ofApplication ? applicationOf(entity) : unitOf(entity);
        call.words().noMoreThan(2);
        Map<String, String> settings = ofApplication
                ? applicationSettings(call.context(), relation, whose)
                : unitSettings(call.context(), relation, whose);
        if (key.isEmpty()) {
            return call.print(settings);
        }
        return call.print(Optional.ofNullable(settings.get(key)));
    }

    private static Optional<String> remote(Invocation call, boolean ofApplication) {
        return call.context().relationHook().map(hook -> ofApplication ? hook.remoteApplication() : hook.remoteUnit());
    }

    private static String unitOf(String entity) {
        if (entity.matches(UNIT_NAME)) {
            return entity;
        }
        if (entity.matches(APPLICATION_NAME)) {
            throw new UsageException("expected unit name, got application name \"" + entity + "\"");
        }
        throw new UsageException("invalid unit name \"" + entity + "\"");
    }

    private static String applicationOf(String entity) {
        if (entity.matches(UNIT_NAME)) {
            return entity.substring(0, entity.indexOf('/'));
        }
        return entity.matches(APPLICATION_NAME) ? entity : "";
    }

    private static Map<String, String> unitSettings(HookContext context, Relation relation, String unit) {
        return unit.equals(context.unit().name()) ? context.ownSettings(relation) : context.settingsOf(relation, unit);
    }

    private static Map<String, String> applicationSettings(HookContext context, Relation relation, String name) {
        if (name.isEmpty()) {
            throw new ModelException("\"\" is not a valid unit or application");
        }
        return name.equals(context.unit().application())
                ? context.ownApplicationSettings(relation)
                : context.applicationSettingsOf(relation, name);
    }

    static List<String> namePatterns() {
        return List.of(APPLICATION_NAME, UNIT_NAME);
    }
}
