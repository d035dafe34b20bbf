package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.Settled;
import pgcharm.local.model.Secret;
import pgcharm.local.run.ActionResult;
import pgcharm.local.server.EmbeddedServer;

/// A model with data-integrator and a provider in it.
record IntegratorModel(Model model) implements AutoCloseable {
    static final String PROVIDER = "postgresql-k8s";
    static final String CLIENT = "data-integrator";
    static final String NOT_SERVED = "Please relate the data-integrator with the desired product";

    static IntegratorModel in(Path directory) {
        return new IntegratorModel(Model.open(directory));
    }

    @Override
    public void close() {
        model.close();
    }

    void deployProvider(EmbeddedServer server) {
        EmbeddedServer.Admin admin = server.admin();
        String secret = model.addSecret(
                "server",
                Map.of("endpoints", server.endpoint(), "username", admin.username(), "password", admin.password()));
        model.deploy(Deployment.of(PROVIDER, packed(PROVIDER)).withConfig("server", secret));
        model.grantSecret(secret, PROVIDER);
        settle();
    }

    void deployGhost() {
        model.deploy(Deployment.of(PROVIDER, packed(PROVIDER)).asGhost());
    }

    void deployClient(Map<String, String> config) {
        Deployment deployment = Deployment.of(CLIENT, packed(CLIENT));
        for (Map.Entry<String, String> option : config.entrySet()) {
            deployment = deployment.withConfig(option.getKey(), option.getValue());
        }
        model.deploy(deployment);
        settle();
    }

    int relateGhost(Map<String, String> config) {
        deployGhost();
        deployClient(config);
        int relation = model.integrate(PROVIDER, CLIENT);
        settle();
        return relation;
    }

    void configure(String option, String value) {
        model.configure(CLIENT, Map.of(option, value), Set.of());
        settle();
    }

    /// No hook may fail, and none may say anything that only helps those who know the code.
    void settle() {
        Settled settled = model.settle();
        assertThat(settled.errors()).isEmpty();
        assertThat(settled.runs()).allSatisfy(run -> assertThat(run.stderr()).isEmpty());
    }

    String status() {
        return model.state().unit(CLIENT + "/0").status().value() + " "
                + model.state().unit(CLIENT + "/0").status().message();
    }

    List<Secret> ownSecrets() {
        return model.state().secrets().stream()
                .filter(secret -> secret.owner().equals("application-" + CLIENT))
                .toList();
    }

    Map<String, String> credentials(Map<String, Object> parameters) {
        ActionResult result = model.run(CLIENT + "/leader", "get-credentials", parameters);
        assertThat(result.message()).isEmpty();
        assertThat(result.results()).containsEntry("ok", "True");
        Map<String, String> credentials = new TreeMap<>();
        if (result.results().get("postgresql") instanceof Map<?, ?> fields) {
            fields.forEach((field, value) -> credentials.put(String.valueOf(field), String.valueOf(value)));
        }
        return credentials;
    }

    String jdbcUrl() {
        return credentials(Map.of("format", "jdbc")).getOrDefault("jdbc", "");
    }

    String query(String sql) throws SQLException {
        String url = jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static Path packed(String charm) {
        try (Stream<Path> files = Files.list(Path.of("dist"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(charm + "_"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + charm + " in dist: run make charm"));
        } catch (IOException e) {
            throw new UncheckedIOException("no " + charm + " in dist: run make charm", e);
        }
    }
}
