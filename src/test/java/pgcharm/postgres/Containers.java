package pgcharm.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import pgcharm.access.Password;

/// Servers from container images, which Testcontainers removes when the JVM has ended.
final class Containers {
    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "superuser";

    private Containers() {}

    /// Starts a server that is like the image `postgres` of Docker. Without a Docker engine the test is skipped.
    ///
    /// @param settings lines of postgresql.conf
    static Target start(String image, List<String> settings) {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers for image " + image);
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername(SUPERUSER)
                .withPassword(PASSWORD)
                .withDatabaseName("postgres");
        container.setCommandParts(Stream.concat(
                        Stream.of("postgres"), settings.stream().flatMap(setting -> Stream.of("-c", setting)))
                .toArray(String[]::new));
        container.start();
        return new Target(
                new Endpoint(container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)),
                SUPERUSER,
                new Password(PASSWORD),
                container::getLogs,
                major(container),
                true);
    }

    private static int major(PostgreSQLContainer container) {
        try (Connection connection = container.createConnection("")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + container.getDockerImageName(), e);
        }
    }
}
