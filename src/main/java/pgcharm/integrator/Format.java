package pgcharm.integrator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pgcharm.json.JsonText;

/// Forms of the credentials that programs read as they are.
enum Format {
    ENV(fields -> login(fields, login -> Optional.of(LoginText.env(login)))),
    PGPASS(fields -> login(fields, LoginText::pgpass)),
    JDBC(fields -> login(fields, login -> Optional.of(LoginText.jdbc(login)))),
    URI(fields -> login(fields, login -> Optional.of(LoginText.uri(login)))),
    JSON(fields -> new Rendering.Text(JsonText.write(new TreeMap<>(fields))));

    sealed interface Rendering {
        record Text(String text) implements Rendering {
            @Override
            public String toString() {
                return "Text[***]";
            }
        }

        record Impossible(String sentence) implements Rendering {}
    }

    private final Function<Map<String, String>, Rendering> render;

    Format(Function<Map<String, String>, Rendering> render) {
        this.render = render;
    }

    static Optional<Format> named(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /// All of them, for a text.
    static String names() {
        return Stream.of(values()).map(Format::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param fields as the provider names them
    Rendering render(Map<String, String> fields) {
        return render.apply(fields);
    }

    private static Rendering login(Map<String, String> fields, Function<Login.Usable, Optional<String>> text) {
        return switch (Login.of(fields)) {
            case Login.Missing(String sentence) -> new Rendering.Impossible(sentence);
            case Login.Usable login ->
                text.apply(login)
                        .<Rendering>map(Rendering.Text::new)
                        .orElseGet(
                                () -> new Rendering.Impossible(
                                        "this form cannot hold a line break, and the credentials have one: use another format"));
        };
    }
}
