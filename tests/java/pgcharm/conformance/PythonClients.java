package pgcharm.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The charms that `scripts/python-clients` makes. Where it finds no Python for them their scenarios are skipped, or
/// fail if the environment has `REQUIRE_PYTHON_CLIENTS`.
final class PythonClients implements ExecutionCondition {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(PythonClients.class);

    /// What the script says when it ends.
    private record Made(int exit, String said) {
        private static final int NO_PYTHON = 69;

        private static Made now() {
            try {
                Process process = new ProcessBuilder("scripts/python-clients")
                        .redirectErrorStream(true)
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                return new Made(process.waitFor(), said);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot run scripts/python-clients", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while scripts/python-clients ran", e);
            }
        }
    }

    static Path charm(String name) {
        return Path.of("target/python-clients", name);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Made made = context.getRoot().getStore(OURS).computeIfAbsent("made", _ -> Made.now(), Made.class);
        if (made.exit() == 0) {
            return ConditionEvaluationResult.enabled("the charms are made");
        }
        if (made.exit() == Made.NO_PYTHON && !System.getenv().containsKey("REQUIRE_PYTHON_CLIENTS")) {
            return ConditionEvaluationResult.disabled(made.said());
        }
        throw new IllegalStateException("scripts/python-clients failed: " + made.said());
    }
}
