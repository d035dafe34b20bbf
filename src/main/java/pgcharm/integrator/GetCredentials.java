package pgcharm.integrator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import pgcharm.juju.HookToolException;
import pgcharm.juju.HookTools;

/// What the provider gave, with the latest revision of its secrets, as it is or in a form that programs read.
final class GetCredentials {
    /// What an action's result may be called.
    private static final Pattern RESULT_KEY = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private final HookTools tools;
    private final ProviderData provider;

    GetCredentials(HookTools tools, ProviderData provider) {
        this.tools = tools;
        this.provider = provider;
    }

    /// @param parameters `format`: one of [Format]; `data`: whether to show what only charms read
    Answer run(Map<String, String> parameters) {
        Optional<String> wanted = Optional.ofNullable(parameters.get("format"));
        Optional<Format> format = wanted.flatMap(Format::named);
        if (wanted.isPresent() && format.isEmpty()) {
            return new Answer.Failure("there is no format " + wanted.get() + ": use " + Format.names());
        }
        Map<String, String> fields = new TreeMap<>(provider.databag());
        fields.keySet().removeIf(key -> key.startsWith("secret-"));
        if (!parameters.getOrDefault("data", "false").equals("true")) {
            fields.keySet().removeIf(key -> key.equals("data") || key.equals("follows-changes"));
        }
        for (Map.Entry<String, String> entry : new TreeMap<>(provider.databag()).entrySet()) {
            if (entry.getKey().startsWith("secret-")) {
                Optional<String> trouble = addSecret(entry.getKey(), entry.getValue(), fields);
                if (trouble.isPresent()) {
                    return new Answer.Failure(trouble.get());
                }
            }
        }
        return format.map(form -> rendered(form, fields)).orElseGet(() -> results(fields));
    }

    private Optional<String> addSecret(String key, String uri, Map<String, String> fields) {
        try {
            fields.putAll(tools.secrets().latest(uri).values());
            return Optional.empty();
        } catch (HookToolException e) {
            return switch (e.kind()) {
                case SECRET_MISSING, NOT_ALLOWED ->
                    Optional.of("cannot read the credentials in " + key + ": " + e.getMessage()
                            + "; remove the relation and integrate again");
                case RELATION_GONE, NOT_LEADER, TIMED_OUT, FAILED -> throw e;
            };
        }
    }

    private static Answer rendered(Format format, Map<String, String> fields) {
        return switch (format.render(fields)) {
            case Format.Rendering.Text(String text) -> new Answer.Results(Map.of(key(format.word()), text));
            case Format.Rendering.Impossible(String sentence) -> new Answer.Failure(sentence);
        };
    }

    private static Answer results(Map<String, String> fields) {
        Map<String, String> results = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (RESULT_KEY.matcher(field).matches()) {
                results.put(key(field), value);
            }
        });
        return new Answer.Results(results);
    }

    private static String key(String field) {
        return ProviderRelation.ENDPOINT + "." + field;
    }
}
