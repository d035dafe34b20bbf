package pgcharm.local.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The flags a tool knows, and how its arguments are taken apart: flags may stand anywhere before `--`.
final class Flags {
    private record Flag(String name, boolean isSwitch, UnaryOperator<String> check) {}

    private final Map<String, Flag> known = new LinkedHashMap<>();

    /// A flag with a value.
    ///
    /// @param names the first one names it; one letter stands for `-x`
    Flags value(UnaryOperator<String> check, String... names) {
        for (String name : names) {
            known.put(name, new Flag(names[0], false, check));
        }
        return this;
    }

    Flags value(String... names) {
        return value(UnaryOperator.identity(), names);
    }

    Flags flag(String... names) {
        for (String name : names) {
            known.put(name, new Flag(names[0], true, Flags::checkTruth));
        }
        return this;
    }

    /// `--format` and `--output`.
    Flags output() {
        return value(text -> Format.parse(text).toString(), "format").value("output", "o");
    }

    /// The same for tools that do not know `smart`.
    Flags yamlOutput() {
        return value(
                        text -> {
                            if (text.equals("smart")) {
                                throw new UsageException("unknown format \"smart\"");
                            }
                            return Format.parse(text).toString();
                        },
                        "format")
                .value("output", "o");
    }

    boolean knows(String name) {
        return known.containsKey(name);
    }

    Parsed parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>();
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (word.equals("--")) {
                arguments.addAll(left);
                break;
            }
            if (word.startsWith("--")) {
                longFlag(word, left, values);
            } else if (word.startsWith("-") && word.length() > 1) {
                shortFlags(word.substring(1), left, values);
            } else {
                arguments.add(word);
            }
        }
        return new Parsed(values, arguments);
    }

    private void longFlag(String word, List<String> left, Map<String, String> values) {
        int equals = word.indexOf('=');
        String shown = equals < 0 ? word : word.substring(0, equals);
        Flag flag = find(shown.substring(2), shown);
        if (equals >= 0) {
            values.put(flag.name(), checked(flag, shown, word.substring(equals + 1)));
        } else {
            values.put(flag.name(), checked(flag, shown, following(flag, shown, left)));
        }
    }

    private void shortFlags(String letters, List<String> left, Map<String, String> values) {
        for (int i = 0; i < letters.length(); i++) {
            String shown = "-" + letters.charAt(i);
            Flag flag = find(letters.substring(i, i + 1), shown);
            String rest = letters.substring(i + 1);
            if (!flag.isSwitch() && !rest.isEmpty()) {
                values.put(flag.name(), checked(flag, shown, rest));
                return;
            }
            values.put(flag.name(), checked(flag, shown, following(flag, shown, left)));
        }
    }

    private Flag find(String name, String shown) {
        return Optional.ofNullable(known.get(name))
                .orElseThrow(() -> new UsageException("option provided but not defined: " + shown));
    }

    private static String following(Flag flag, String shown, List<String> left) {
        if (flag.isSwitch()) {
            return "true";
        }
        if (left.isEmpty()) {
            throw new UsageException("option needs an argument: " + shown);
        }
        return left.removeFirst();
    }

    private static String checked(Flag flag, String shown, String value) {
        try {
            return flag.check().apply(value);
        } catch (UsageException e) {
            throw new UsageException("invalid value \"" + value + "\" for option " + shown + ": " + e.getMessage());
        }
    }

    private static String checkTruth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default -> throw new UsageException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }

    /// A tool's words, taken apart.
    record Parsed(Map<String, String> values, List<String> arguments) {
        Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name));
        }

        boolean has(String name) {
            return "true".equals(values.get(name));
        }

        /// The argument at a position.
        Optional<String> argument(int position) {
            return position < arguments.size() ? Optional.of(arguments.get(position)) : Optional.empty();
        }

        void noMoreThan(int count) {
            if (arguments.size() > count) {
                throw new UsageException("unrecognized args: [\""
                        + String.join("\" \"", arguments.subList(count, arguments.size())) + "\"]");
            }
        }
    }
}
