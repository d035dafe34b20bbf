package pgcharm.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import pgcharm.access.Password;
import pgcharm.local.server.EmbeddedServer;

/// A running server and the kind of administrator that the charm is given there.
record Target(EmbeddedServer server, int major, boolean superuser) {
    /// Has CREATEROLE and CREATEDB, and nothing else.
    static final String LIMITED_ADMIN = "limited admin";

    private static final String LIMITED_PASSWORD = "limited";

    ServerAccess access() {
        return access(List.of(endpoint()), password());
    }

    ServerAccess access(List<Endpoint> endpoints, Password password) {
        return new ServerAccess(
                endpoints, List.of(), admin(), password, "postgres", Optional.empty(), Optional.empty(), true);
    }

    Endpoint endpoint() {
        return new Endpoint(server.host(), server.port());
    }

    String admin() {
        return superuser ? server.admin().username() : LIMITED_ADMIN;
    }

    Password password() {
        return new Password(superuser ? server.admin().password() : LIMITED_PASSWORD);
    }

    /// A session of the superuser, for what a test does behind the charm's back.
    Sql root(String database) throws SQLException {
        return login(database, server.admin().username(), server.admin().password());
    }

    Sql login(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("PGDBNAME", database);
        Connection connection = DriverManager.getConnection("jdbc:postgresql://" + server.endpoint() + "/", properties);
        return new Sql(connection);
    }

    /// Everything the server has logged so far.
    String log() {
        try {
            return Files.readString(server.log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the server's log", e);
        }
    }

    @Override
    public String toString() {
        return major + (superuser ? "" : " without superuser");
    }
}
