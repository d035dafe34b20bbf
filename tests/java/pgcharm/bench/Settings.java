package pgcharm.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What to measure, and where.
///
/// @param charm the packed charm
/// @param nothing the do-nothing charm, unpacked
/// @param ghost a charm that only asks for a relation
/// @param work an empty directory
/// @param postgres where the server's programs are unpacked
/// @param python of an environment that has the framework
/// @param rounds how often each hook is measured
/// @param relations the numbers of relations to measure at, ascending
/// @param delays milliseconds that a hook tool takes longer
record Settings(
        Path charm,
        Path nothing,
        Path ghost,
        Path work,
        Path postgres,
        Path python,
        int rounds,
        List<Integer> relations,
        List<Integer> delays) {
    static Settings of(List<String> arguments, Map<String, String> variables) {
        return new Settings(
                Path.of(arguments.get(0)),
                Path.of(arguments.get(1)),
                Path.of(arguments.get(2)),
                Path.of(arguments.get(3)),
                Path.of(arguments.get(4)),
                Path.of(arguments.get(5)),
                Integer.parseInt(variables.getOrDefault("BENCH_ROUNDS", "15")),
                numbers(variables.getOrDefault("BENCH_RELATIONS", "1,10,100,300,1000")),
                numbers(variables.getOrDefault("BENCH_DELAYS", "5,20,50")));
    }

    private static List<Integer> numbers(String list) {
        return Stream.of(list.split(","))
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }
}
