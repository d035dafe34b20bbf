package pgcharm.local.tools;

import static java.util.Objects.requireNonNull;

/// What a hook tool answers.
public record ToolAnswer(int exit, String stdout, String stderr) {
    public ToolAnswer {
        requireNonNull(stdout, "stdout");
        requireNonNull(stderr, "stderr");
    }

    static ToolAnswer of(String stdout) {
        return new ToolAnswer(0, stdout, "");
    }

    static ToolAnswer error(int exit, String message) {
        return new ToolAnswer(exit, "", "ERROR " + message + "\n");
    }
}
