package pgcharm.local.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Options of `juju` that mean nothing here and are accepted, so that documented commands work as they stand.
final class AcceptedOptions {
    private static final Map<String, List<String>> WITH_VALUE = Map.of(
            "deploy", List.of("--channel", "--base", "--revision", "--constraints"),
            "refresh", List.of("--channel", "--revision"),
            "add-secret", List.of("--info"),
            "update-secret", List.of("--info"),
            "run", List.of("--wait"));
    private static final Map<String, List<String>> SWITCHES = Map.of(
            "deploy", List.of("--trust", "--force"),
            "refresh", List.of("--trust", "--force"),
            "remove-application", List.of("--no-prompt", "--force", "--destroy-storage"),
            "remove-unit", List.of("--no-prompt", "--force"),
            "remove-relation", List.of("--force"),
            "debug-log", List.of("--no-tail"),
            "destroy-model", List.of("--destroy-storage", "--force"));

    private AcceptedOptions() {}

    static void addTo(CommandSpec spec, String command) {
        WITH_VALUE
                .getOrDefault(command, List.of())
                .forEach(name -> spec.addOption(OptionSpec.builder(name)
                        .arity("1")
                        .type(String.class)
                        .paramLabel("<value>")
                        .description("accepted, without effect")
                        .build()));
        SWITCHES.getOrDefault(command, List.of())
                .forEach(name -> spec.addOption(OptionSpec.builder(name)
                        .arity("0")
                        .type(boolean.class)
                        .description("accepted, without effect")
                        .build()));
    }
}
