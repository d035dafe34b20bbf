package pgcharm.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// destroy-model: stops everything and deletes the state.
@Command(name = "destroy-model", description = "Stops the embedded servers and deletes the model with all its data.")
final class DestroyModelCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "<model>", description = "its name, local")
    private String name = "local";

    @Option(names = "--no-prompt", description = "do not ask")
    private boolean noPrompt;

    DestroyModelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!name.equals("local")) {
            throw new Refusal("model \"" + name + "\" not found: the one here is called local");
        }
        if (!session.hasModel()) {
            session.tell("There is no model in " + session.terminal().modelDirectory());
            return 0;
        }
        if (!noPrompt && !isConfirmed()) {
            throw new Refusal("nothing was destroyed");
        }
        session.look(_ -> session.servers().forgetAll());
        try {
            CharmFiles.delete(session.terminal().modelDirectory());
        } catch (IOException e) {
            throw new RunException("cannot delete " + session.terminal().modelDirectory() + ": " + e.getMessage(), e);
        }
        session.tell("Model destroyed.");
        return 0;
    }

    private boolean isConfirmed() {
        session.terminal()
                .err()
                .print("This deletes the model in " + session.terminal().modelDirectory()
                        + " with all its data. Continue? [y/N] ");
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(session.terminal().in(), Charset.defaultCharset()));
        try {
            String line = answer.readLine();
            return line != null && line.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            throw new RunException("cannot read the answer: " + e.getMessage(), e);
        }
    }
}
