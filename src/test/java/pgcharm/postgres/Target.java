package pgcharm.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import pgcharm.access.Password;

/// A running server and the kind of administrator that the charm is given there.
///
/// @param root the server's superuser
/// @param logged everything that it has logged so far
/// @param superuser whether the charm is given the superuser, or one that has CREATEROLE and CREATEDB and nothing else
record Target(
        Endpoint endpoint, String root, Password rootPassword, Supplier<String> logged, int major, boolean superuser) {
    /// Has CREATEROLE and CREATEDB, and nothing else.
    static final String LIMITED_ADMIN = "limited admin";

    private static final String LIMITED_PASSWORD = "limited";

    /// The same server with the other kind of administrator.
    Target limited() {
        return new Target(endpoint, root, rootPassword, logged, major, false);
    }

    ServerAccess access() {
        return access(List.of(endpoint), password());
    }

    ServerAccess access(List<Endpoint> endpoints, Password password) {
        return new ServerAccess(
                endpoints, List.of(), admin(), password, "postgres", Optional.empty(), Optional.empty(), true);
    }

    String admin() {
        return superuser ? root : LIMITED_ADMIN;
    }

    Password password() {
        return superuser ? rootPassword : new Password(LIMITED_PASSWORD);
    }

    /// A session of the superuser, for what a test does behind the charm's back.
    Sql root(String database) throws SQLException {
        return login(database, root, rootPassword.text());
    }

    Sql login(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("PGDBNAME", database);
        Connection connection = DriverManager.getConnection("jdbc:postgresql://" + endpoint + "/", properties);
        return new Sql(connection);
    }

    String log() {
        return logged.get();
    }

    @Override
    public String toString() {
        return major + (superuser ? "" : " without superuser");
    }
}
