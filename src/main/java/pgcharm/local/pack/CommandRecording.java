package pgcharm.local.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.cli.JujuLocal;
import pgcharm.local.cli.Terminal;
import pgcharm.local.psql.PsqlLocal;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.local.server.PostgresArchive;

/// Lives through what `juju-local` and `psql-local` do, in a JVM that records an AOT cache for them.
public final class CommandRecording {
    private final Terminal terminal;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private CommandRecording(Path model) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        terminal = new Terminal(
                InputStream.nullInputStream(),
                out,
                out,
                Map.of("JUJU_LOCAL", model.toString()),
                Path.of("").toAbsolutePath());
    }

    /// @param arguments the unpacked provider, a packed charm that integrates with its endpoint `db`, the directory of
    ///     servers' programs, and one to work in
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[3]).toAbsolutePath();
        CharmFiles.delete(work);
        CommandRecording recording = new CommandRecording(work.resolve("model"));
        try {
            recording.juju("deploy", arguments[0]);
            recording.juju("deploy", arguments[1], "client");
            recording.juju("integrate", "postgresql-k8s:db", "client:db");
            recording.juju("add-secret", "wanted", "name=password");
            recording.juju("grant-secret", "wanted", "postgresql-k8s");
            recording.juju("run", "postgresql-k8s/leader", "list-access");
            recording.juju("config", "postgresql-k8s");
            recording.juju("show-unit", "client/0");
            recording.juju("status");
            recording.juju("remove-relation", "postgresql-k8s", "client");
            recording.connect(work.resolve("model/servers/postgresql-k8s"), Path.of(arguments[2]));
        } finally {
            recording.juju("destroy-model", "--no-prompt");
        }
        CharmFiles.delete(work);
    }

    private void connect(Path server, Path cache) {
        EmbeddedServer attached =
                EmbeddedServer.in(server, PostgresArchive.onClassPath().getFirst(), cache);
        EmbeddedServer.Admin admin = attached.admin();
        String uri =
                "postgresql://" + admin.username() + ":" + admin.password() + "@" + attached.endpoint() + "/postgres";
        check("psql-local", PsqlLocal.run(List.of(uri, "-c", "SELECT 1"), terminal.out(), terminal.err()));
    }

    private void juju(String... words) {
        check("juju-local " + words[0], JujuLocal.run(List.of(words), terminal));
    }

    /// What does not work would be recorded as that.
    private void check(String command, int exit) {
        if (exit != 0) {
            throw new IllegalStateException(
                    command + " ended with exit code " + exit + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
