package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of the legacy interface `pgsql`.
@ExtendWith(InJuju.class)
final class LegacyScenarios {
    private static final Pattern SETTING = Pattern.compile("(\\w+)=('(?:[^'\\\\]|\\\\.)*'|\\S*)");

    @ParameterizedTest
    @ValueSource(strings = {"db", "db-admin"})
    void aClientGetsEveryKeyInTheApplicationsAndTheLeadersDatabag(String endpoint, World world) {
        Client client = Client.of(world, "legacy", endpoint).asks(Map.of("database", world.name("old")));

        Map<String, String> databag = client.databag();
        assertThat(databag)
                .containsOnlyKeys(
                        "allowed-subnets",
                        "allowed-units",
                        "database",
                        "host",
                        "master",
                        "password",
                        "port",
                        "standbys",
                        "user",
                        "version")
                .containsEntry("allowed-units", "legacy/0")
                .containsEntry("database", world.name("old"));
        assertThat(world.model().databag(client.relation(), World.UNIT)).containsAllEntriesOf(databag);
        Login login = login(client);
        assertThat(login.username()).isEqualTo(databag.get("user"));
        assertThat(login.password()).isEqualTo(databag.get("password"));
        assertThat(login.endpoints()).isEqualTo(databag.get("host") + ":" + databag.get("port"));
        login.execute("CREATE TABLE t ()");
        assertThat(world.ownSecrets()).isEmpty();

        client.leaves();

        assertThatThrownBy(login::connect).hasMessageContaining("28P01");
    }

    @Test
    void anAdministratorActsAsTheOwnerOfEveryDatabaseThoseToComeIncluded(World world) {
        Client before = Client.of(world, "before").asksFor(world.name("before"));
        Client admin = Client.of(world, "admin", "db-admin").asks(Map.of("database", world.name("own")));
        Client after = Client.of(world, "after").asksFor(world.name("after"));
        before.login().execute("CREATE TABLE t (n int)");
        after.login().execute("CREATE TABLE t (n int)");

        for (String database : new String[] {"before", "after"}) {
            login(admin)
                    .to(world.name(database))
                    .execute("SET ROLE charmed_" + world.name(database) + "_owner", "ALTER TABLE t ADD m int");
        }
        assertThat(world.ran("list-access", Map.of()).result("access")).contains("; no superuser, because config");
        world.configure("privileged-roles", "superuser");
        world.settle();
        assertThat(world.ran("list-access", Map.of()).result("access")).contains("; superuser, because config");
        assertThat(login(admin).query("SELECT rolsuper FROM pg_roles WHERE rolname = session_user"))
                .isEqualTo("t");
        world.configure("privileged-roles", "");
        world.settle();
        assertThat(login(admin).query("SELECT rolsuper FROM pg_roles WHERE rolname = session_user"))
                .isEqualTo("f");

        Client ordinary = Client.of(world, "ordinary", "db").asks(Map.of("database", world.name("other")));
        assertThatThrownBy(() -> login(ordinary).to(world.name("before")).connect())
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void unitsThatJoinAndDepartAreNamed(World world) {
        Client client = Client.of(world, "legacy", "db").asks(Map.of("database", world.name("units")));
        Login login = login(client);

        world.model().addUnit("legacy");
        world.settle();
        assertThat(client.databag()).containsEntry("allowed-units", "legacy/0,legacy/1");

        world.model().removeUnit("legacy/0");
        world.settle();
        assertThat(client.databag()).containsEntry("allowed-units", "legacy/1");
        assertThat(login(client)).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aRequestInAUnitsDatabagIsServedToo(World world) {
        Client client = Client.of(world, "legacy", "db");
        world.settle();

        world.model().writeDatabag(client.relation(), "legacy/0", Map.of("database", world.name("unit")));
        world.settle();

        assertThat(login(client).query("SELECT current_database()")).isEqualTo(world.name("unit"));
    }

    @Test
    void anExtensionIsMadeOnceTheOperatorAllowsIt(World world) {
        Client client = Client.of(world, "legacy", "db")
                .asks(Map.of("database", world.name("ext"), "extensions", "citext,hstore:public"));
        assertThat(client.refusal().code()).isEqualTo(4013);
        assertThat(client.refusal().toString()).contains("citext", "extensions-allowed");
        assertThat(client.isServed()).isFalse();

        world.configure("extensions-allowed", "citext,hstore");
        world.settle();

        assertThat(client.databag()).containsEntry("extensions", "citext,hstore:public");
        assertThat(login(client).query("SELECT 'A'::citext = 'a', 'a=>1'::hstore -> 'a'"))
                .isEqualTo("t 1");
    }

    @Test
    void rolesAreRefusedUntilTheyAreTakenBack(World world) {
        Client client =
                Client.of(world, "legacy", "db").asks(Map.of("database", world.name("roles"), "roles", "reporting"));
        assertThat(client.refusal().code()).isEqualTo(4002);
        assertThat(client.refusal().toString()).contains("roles", "extra-user-roles");

        client.asks(Map.of("roles", ""));

        assertThat(login(client).query("SELECT 1")).isEqualTo("1");
        assertThat(client.databag()).doesNotContainKey("status");
    }

    /// From the connection string of libpq that such clients use.
    static Login login(Client client) {
        Map<String, String> settings = new HashMap<>();
        Matcher setting = SETTING.matcher(client.databag().getOrDefault("master", ""));
        while (setting.find()) {
            settings.put(
                    setting.group(1), setting.group(2).replaceAll("^'|'$", "").replaceAll("\\\\(.)", "$1"));
        }
        return new Login(
                settings.get("host") + ":" + settings.get("port"),
                settings.getOrDefault("dbname", ""),
                settings.getOrDefault("user", ""),
                settings.getOrDefault("password", ""),
                "");
    }
}
