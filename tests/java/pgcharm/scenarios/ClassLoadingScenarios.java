package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.local.Deployment;
import pgcharm.local.Model;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.server.EmbeddedServer;

/// Which classes a hook loads from elsewhere than the AOT cache: each costs up to a few milliseconds, and the first one
/// from a jar opens all jars.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClassLoadingScenarios {
    private static final String PROVIDER = "postgresql-k8s";
    private static final String UNIT = PROVIDER + "/0";

    /// Classes that no AOT cache of JDK 25 holds, by the beginning of their names.
    private static final List<String> NEVER_CACHED = List.of(
            "jdk.internal.event.",
            "java.lang.invoke.LambdaForm$",
            "java.lang.invoke.DirectMethodHandle$",
            "java.util.HashMap$");

    private static final int FEW = 15;

    @TempDir
    private static Path directory;

    private EmbeddedServer server;
    private Model model;
    private Path log;
    private int relation;

    @BeforeAll
    void serveAClient() throws IOException {
        Path charm = directory.resolve("charm");
        CharmFiles.unpack(PackedCharms.provider(), charm);
        Path dispatch = charm.resolve("dispatch");
        Files.writeString(
                dispatch,
                Files.readString(dispatch)
                        .replace("-Xlog:disable", "-Xlog:disable -Xlog:class+load:file=\"$CLASS_LOG\""));
        log = directory.resolve("classes").toAbsolutePath();
        server = Servers.start("class-loading", List.of());
        model = Model.open(directory.resolve("model"));
        model.deploy(Deployment.of(PROVIDER, charm).withEnvironment("CLASS_LOG", log.toString()));
        model.deploy(Deployment.of("client", PackedCharms.GHOST).asGhost());
        EmbeddedServer.Admin admin = server.admin();
        String secret = model.addSecret(
                "server",
                Map.of("endpoints", server.endpoint(), "username", admin.username(), "password", admin.password()));
        model.grantSecret(secret, PROVIDER);
        model.configure(PROVIDER, Map.of("server", secret), Set.of());
        relation = model.integrate(PROVIDER + ":database", "client:database");
        model.writeDatabag(relation, "client", Map.of("database", "classes"));
        settle();
    }

    @AfterAll
    void stop() {
        model.close();
        server.close();
    }

    @Test
    void updateStatusLoadsNoClassThatCouldBeInTheCache() throws IOException {
        model.fire(UNIT, "update-status");

        assertFewClassesFromElsewhere();
    }

    @Test
    void aRepeatedRelationChangedLoadsNoClassThatCouldBeInTheCache() throws IOException {
        model.fireRelation(UNIT, "database-relation-changed", relation, "client/0", "");

        assertFewClassesFromElsewhere();
    }

    private void assertFewClassesFromElsewhere() throws IOException {
        settle();
        TreeSet<String> elsewhere = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            if (line.contains(" source: ") && !line.contains("source: shared objects file")) {
                elsewhere.add(line.replaceFirst("^.*] ", "").replaceFirst(" source: .*", ""));
            }
        }
        assertThat(elsewhere)
                .hasSizeLessThan(FEW)
                .allMatch(name -> NEVER_CACHED.stream().anyMatch(name::startsWith));
    }

    private void settle() {
        assertThat(model.settle().errors()).isEmpty();
    }
}
