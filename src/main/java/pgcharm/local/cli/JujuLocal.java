package pgcharm.local.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import pgcharm.local.charm.CharmException;
import pgcharm.local.model.ModelException;
import pgcharm.local.run.RunException;
import pgcharm.local.server.EmbeddedServerException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The program `juju-local`.
public final class JujuLocal {
    private static final Map<String, Function<Session, Callable<Integer>>> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("add-secret", SecretCommands.Add::new),
            Map.entry("add-unit", UnitCommands.AddUnit::new),
            Map.entry("config", ConfigCommand::new),
            Map.entry("debug-log", DebugLogCommand::new),
            Map.entry("deploy", ApplicationCommands.Deploy::new),
            Map.entry("destroy-model", DestroyModelCommand::new),
            Map.entry("fire", UnitCommands.Fire::new),
            Map.entry("grant-secret", SecretCommands.Grant::new),
            Map.entry("integrate", RelationCommands.Integrate::new),
            Map.entry("lead", UnitCommands.Lead::new),
            Map.entry("refresh", ApplicationCommands.Refresh::new),
            Map.entry("relate", RelationCommands.Integrate::new),
            Map.entry("remove-application", ApplicationCommands.Remove::new),
            Map.entry("remove-relation", RelationCommands.Remove::new),
            Map.entry("remove-secret", SecretCommands.Remove::new),
            Map.entry("remove-unit", UnitCommands.RemoveUnit::new),
            Map.entry("resolved", UnitCommands.Resolved::new),
            Map.entry("revoke-secret", SecretCommands.Revoke::new),
            Map.entry("run", RunCommand::new),
            Map.entry("secrets", SecretCommands.ListAll::new),
            Map.entry("show-secret", SecretCommands.Show::new),
            Map.entry("show-unit", ShowUnitCommand::new),
            Map.entry("status", StatusCommand::new),
            Map.entry("update-secret", SecretCommands.Update::new)));

    private JujuLocal() {}

    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("pgcharm.root", "."))
                .toAbsolutePath()
                .normalize();
        Terminal terminal = new Terminal(System.in, System.out, System.err, System.getenv(), root);
        System.exit(run(List.of(arguments), terminal));
    }

    /// The exit code: 0, 1 when it did not work, 2 for words it does not understand.
    public static int run(List<String> words, Terminal terminal) {
        if (words.isEmpty() || (List.of("help", "--help", "-h").contains(words.getFirst()) && words.size() == 1)) {
            terminal.out().print(overview());
            return 0;
        }
        boolean help = words.getFirst().equals("help");
        String name = help ? words.get(1) : words.getFirst();
        Optional<Callable<Integer>> command =
                Optional.ofNullable(COMMANDS.get(name)).map(constructor -> constructor.apply(new Session(terminal)));
        if (command.isEmpty()) {
            return misuse(terminal, "\"" + name + "\" is not a juju-local command", "juju-local --help");
        }
        CommandLine line = new CommandLine(command.get()).setCommandName("juju-local " + name);
        AcceptedOptions.addTo(line.getCommandSpec(), name);
        if (help || words.contains("--help") || words.contains("-h")) {
            line.usage(terminal.out(), CommandLine.Help.Ansi.OFF);
            return 0;
        }
        try {
            line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            return command.get().call();
        } catch (ParameterException | Misuse e) {
            return misuse(terminal, String.valueOf(e.getMessage()), "juju-local " + name + " --help");
        } catch (ModelException | CharmException | RunException | Refusal | EmbeddedServerException e) {
            terminal.err().println("ERROR " + e.getMessage());
            return 1;
        } catch (Exception e) {
            terminal.err().println("ERROR " + name + " broke off: " + e);
            return 1;
        }
    }

    private static int misuse(Terminal terminal, String message, String help) {
        terminal.err().println("ERROR " + message.lines().findFirst().orElse("") + " (see " + help + ")");
        return 2;
    }

    private static String overview() {
        Table table = new Table(Set.of(), "Command", "");
        COMMANDS.forEach((name, constructor) -> table.row(name, summary(constructor)));
        return """
            A Juju model on this machine, with the words of juju.

            usage: juju-local <command> [<argument>...]

            """ + table.text() + """

            juju-local <command> --help says more. The model lives in .juju-local, or in $JUJU_LOCAL.
            """;
    }

    private static String summary(Function<Session, Callable<Integer>> constructor) {
        Terminal nowhere = new Terminal(System.in, System.out, System.err, Map.of(), Path.of("."));
        String[] description = new CommandLine(constructor.apply(new Session(nowhere)))
                .getCommandSpec()
                .usageMessage()
                .description();
        return description[0].split("(?<=\\.)(%n| )")[0];
    }
}
