package pgcharm.local.cli;

import java.nio.file.Files;
import java.util.function.Consumer;
import pgcharm.local.Model;

/// What commands have in common: the terminal, and the model between opening and closing it.
final class Session {
    private final Terminal terminal;

    Session(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    void print(String text) {
        terminal.out().print(text);
    }

    void println(String line) {
        terminal.out().println(line);
    }

    void tell(String line) {
        terminal.err().println(line);
    }

    /// Opens the model for looking.
    void look(Consumer<Model> body) {
        try (Model model = Model.open(terminal.modelDirectory())) {
            body.accept(model);
        }
    }

    /// Opens the model for a change, and runs the hooks that follow from it.
    void change(Consumer<Model> body) {
        try (Progress progress = new Progress(terminal.err());
                Model model = Model.open(terminal.modelDirectory(), progress)) {
            servers().ensureRunning(this::tell);
            body.accept(model);
            model.save();
            model.settle();
            servers().forgetAllBut(model.state());
        }
    }

    EmbeddedServers servers() {
        return new EmbeddedServers(
                terminal.modelDirectory().resolve("servers"), terminal.root().resolve("target/postgresql"));
    }

    boolean hasModel() {
        return Files.exists(terminal.modelDirectory());
    }
}
