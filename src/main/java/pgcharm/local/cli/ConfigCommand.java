package pgcharm.local.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import pgcharm.local.charm.ConfigOption;
import pgcharm.local.model.Application;
import pgcharm.local.model.ModelException;
import pgcharm.local.tools.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// config: shows, sets and resets the options of an application.
@Command(name = "config", description = "Shows, sets and resets the options of an application.")
final class ConfigCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "<application>")
    private String application = "";

    @Parameters(index = "1..*", paramLabel = "<key>[=<value>]")
    private List<String> words = new ArrayList<>();

    @Option(names = "--file", description = "a YAML file of options", paramLabel = "<file>")
    private String file = "";

    @Option(names = "--reset", description = "options that get their defaults", paramLabel = "<key>[,<key>]")
    private String reset = "";

    @Option(names = "--format", description = "yaml or json", paramLabel = "<format>")
    private String format = "yaml";

    ConfigCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean reads = file.isEmpty() && reset.isEmpty() && words.stream().noneMatch(word -> word.contains("="));
        if (!reads) {
            change();
        } else if (words.isEmpty()) {
            session.look(model -> session.print(
                    Format.parse(format).print(describe(model.state().application(application)))));
        } else if (words.size() == 1) {
            session.look(model -> showOne(model.state().application(application), words.getFirst()));
        } else {
            throw new Misuse("can only retrieve a single value, or all values");
        }
        return 0;
    }

    private void change() {
        Map<String, Object> values = new TreeMap<>();
        if (!file.isEmpty()) {
            values.putAll(Arguments.mapping(file));
        }
        values.putAll(Arguments.pairs(words));
        Set<String> keys = reset.isEmpty() ? Set.of() : Set.of(reset.split(","));
        session.change(model -> model.configure(application, values, keys));
    }

    private void showOne(Application found, String key) {
        if (!found.charm().options().containsKey(key)) {
            throw new ModelException(
                    "key \"" + key + "\" not found in \"" + application + "\" config or charm settings");
        }
        session.print(
                Format.SMART.print(Optional.ofNullable(found.config().get(key)).flatMap(value -> value)));
    }

    private static Map<String, Object> describe(Application application) {
        Map<String, Object> settings = new TreeMap<>();
        for (ConfigOption option : application.charm().options().values()) {
            Map<String, Object> described = new LinkedHashMap<>();
            option.defaultValue().ifPresent(value -> described.put("default", value));
            described.put("description", option.description());
            Optional<Object> set = Optional.ofNullable(application.settings().get(option.name()));
            boolean isDefault = set.isEmpty() && option.defaultValue().isPresent();
            described.put("source", set.isPresent() ? "user" : isDefault ? "default" : "unset");
            described.put("type", option.type());
            set.or(option::defaultValue).ifPresent(value -> described.put("value", value));
            settings.put(option.name(), described);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("application", application.name());
        all.put("charm", application.charm().name());
        all.put("settings", settings);
        return all;
    }
}
