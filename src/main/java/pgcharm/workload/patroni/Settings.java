package pgcharm.workload.patroni;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an operator set of the cluster, checked.
///
/// @param synchronousNodes standbys that a commit waits for
/// @param parameters of PostgreSQL by their names, only those that were set
public record Settings(
        Profile profile,
        SynchronousMode synchronousMode,
        int synchronousNodes,
        boolean requireTls,
        Map<String, String> parameters) {
    private static final String PROFILE = "profile";
    private static final String SYNCHRONOUS_MODE = "synchronous-mode";
    private static final String SYNCHRONOUS_NODES = "synchronous-node-count";
    private static final String REQUIRE_TLS = "require-tls";
    private static final String SHARED_BUFFERS = "shared_buffers";

    /// How much of the pod PostgreSQL takes unless told.
    public enum Profile {
        PRODUCTION,
        TESTING
    }

    /// Whether a commit waits for standbys.
    public enum SynchronousMode {
        OFF,
        /// While there is one.
        ON,
        /// Without one nothing is committed.
        STRICT
    }

    public sealed interface Reading {
        record Valid(Settings settings) implements Reading {}

        /// @param text all problems, each with option, value and what is allowed
        record Invalid(String text) implements Reading {}
    }

    public Settings {
        parameters = Map.copyOf(parameters);
    }

    /// @param config options of the charm; those that are not settings of the cluster are left alone, and so are
    ///     empty ones
    public static Reading read(Map<String, String> config) {
        List<String> problems = new ArrayList<>();
        Map<String, String> parameters = new TreeMap<>();
        for (Parameter parameter : Parameter.ALL) {
            checked(config, parameter.option(), parameter.allowed(), problems)
                    .ifPresent(value -> parameters.put(parameter.name(), value));
        }
        Settings settings = new Settings(
                word(config, PROFILE, Profile.PRODUCTION, problems),
                word(config, SYNCHRONOUS_MODE, SynchronousMode.ON, problems),
                checked(config, SYNCHRONOUS_NODES, new Allowed.Whole(1, 100), problems)
                        .map(Integer::parseInt)
                        .orElse(1),
                checked(config, REQUIRE_TLS, new Allowed.Choice(List.of("true", "false")), problems)
                        .map(Boolean::parseBoolean)
                        .orElse(false),
                parameters);
        return problems.isEmpty() ? new Reading.Valid(settings) : new Reading.Invalid(String.join("; ", problems));
    }

    /// What this pod cannot do.
    public List<String> objections(Resources resources) {
        return Optional.ofNullable(parameters.get(SHARED_BUFFERS))
                .filter(size -> Allowed.Size.bytes(size) > Sizing.most(resources))
                .map(size ->
                        "config shared-buffers: " + size + " is too much for a pod with " + (resources.memory() >> 20)
                                + "MB of memory, allowed: at most " + (Sizing.most(resources) >> 20) + "MB")
                .stream()
                .toList();
    }

    private static Optional<String> checked(
            Map<String, String> config, String option, Allowed allowed, List<String> problems) {
        String text = config.getOrDefault(option, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> value = allowed.value(text);
        if (value.isEmpty()) {
            problems.add("config " + option + ": \"" + shortened(text) + "\" is not " + allowed.range());
        }
        return value;
    }

    private static <E extends Enum<E>> E word(
            Map<String, String> config, String option, E usual, List<String> problems) {
        E[] constants = usual.getDeclaringClass().getEnumConstants();
        List<String> words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return checked(config, option, new Allowed.Choice(words), problems)
                .map(word -> constants[words.indexOf(word)])
                .orElse(usual);
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
