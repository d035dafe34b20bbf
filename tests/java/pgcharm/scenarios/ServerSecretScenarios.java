package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.scenarios.InJuju.Unattached;

/// What the operator can get wrong in config `server`, what is said about it, and how it heals.
@ExtendWith(InJuju.class)
final class ServerSecretScenarios {
    @Test
    void withoutAServerItWaitsForAClusterOfItsOwnAndTakesTheServerWhenThereIsOne(@Unattached World world) {
        world.settle();
        Client client = Client.of(world, "early").asksFor(world.name("early"));

        assertThat(world.status().toString())
                .startsWith("waiting: the Kubernetes API is not available: cannot read ")
                .endsWith(": is the service account mounted into this pod?");
        assertThat(world.applicationStatus().value()).isEqualTo("waiting");
        assertThat(client.databag()).isEmpty();

        world.attach();
        world.settle();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
        assertThat(world.applicationStatus()).hasToString("active: ");
    }

    @Test
    void aSecretThatIsNotGrantedIsNamedWithTheCommandThatGrantsIt(@Unattached World world) {
        String secret = world.model().addSecret("server", world.access());
        world.configure("server", secret);
        world.settle();
        Client client = Client.of(world, "patient").asksFor(world.name("patient"));
        assertThat(world.status().toString())
                .startsWith("blocked: ")
                .contains("not granted", "juju grant-secret " + secret + " " + World.PROVIDER);

        world.model().grantSecret(secret, World.PROVIDER);
        world.updateStatus();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
    }

    @Test
    void aSecretThatDoesNotExistIsNamed(@Unattached World world) {
        String secret = world.model().addSecret("server", world.access());
        world.model().removeSecret(secret);
        world.configure("server", secret);
        world.settle();

        assertThat(world.status().toString()).startsWith("blocked: ").contains("does not exist", secret);
    }

    @Test
    void aNameOrASecretThatIsGoneStopsNothingThatWorksAndHeals(@Unattached World world) {
        String secret = world.attach();
        world.settle();
        Client served = Client.of(world, "served").asksFor(world.name("served"));
        Login login = served.login();
        Map<String, String> elsewhere = world.access();
        elsewhere.put("endpoints", "db.invalid:5432");

        world.model().updateSecret(secret, elsewhere);
        Client late = Client.of(world, "late").asksFor(world.name("late"));
        assertThat(world.status().toString())
                .startsWith("waiting: cannot use PostgreSQL at db.invalid:5432: unknown host db.invalid");
        assertThat(late.databag()).isEmpty();

        world.model().removeSecret(secret);
        world.updateStatus();
        assertThat(world.status().toString()).startsWith("blocked: ").contains("does not exist", secret);
        assertThat(served.login()).isEqualTo(login);
        assertThat(login.query("SELECT 1")).isEqualTo("1");

        world.attach();
        world.settle();

        assertThat(late.login().query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
    }

    @Test
    void allThatIsWrongInTheSecretIsToldInOneTextAndHealsByItsCorrection(@Unattached World world) {
        String secret = world.attach(Map.of(
                "endpoints", "db.example.com:pg, :5432",
                "user", "admin",
                "pasword", "typo-is-not-shown",
                "sslmode", "maybe",
                "tls-ca", "not PEM"));
        world.settle();
        Client client = Client.of(world, "waiting").asksFor(world.name("waiting"));

        assertThat(world.status().toString())
                .startsWith("blocked: ")
                .contains(
                        "username is missing",
                        "password is missing",
                        "pasword",
                        "\"db.example.com:pg\"",
                        "\":5432\"",
                        "sslmode",
                        "tls-ca")
                .doesNotContain("typo-is-not-shown");

        world.model().updateSecret(secret, world.access());
        world.settle();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");
    }

    @Test
    void aWrongAdministratorPasswordIsToldInTheServersWordsAndHealsByItsCorrection(@Unattached World world) {
        Map<String, String> access = world.access();
        access.put("password", "wrong-and-not-shown");
        String secret = world.attach(access);
        world.settle();
        Client client = Client.of(world, "waiting").asksFor(world.name("waiting"));

        assertThat(world.status().toString())
                .startsWith("blocked: ")
                .contains(world.server().endpoint(), "password authentication failed", "config server")
                .doesNotContain("wrong-and-not-shown");
        ActionOutcome outcome = world.run("get-credentials", Map.of("database", world.name("waiting")));
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.message()).contains("password authentication failed");

        world.model().updateSecret(secret, world.access());
        world.settle();

        assertThat(client.login().query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aRevokedSecretStopsNothingThatWorksAndHealsWhenItIsGrantedAgain(@Unattached World world) {
        String secret = world.attach();
        world.settle();
        Client served = Client.of(world, "served").asksFor(world.name("served"));
        Login login = served.login();

        world.model().revokeSecret(secret, World.PROVIDER);
        world.updateStatus();
        Client late = Client.of(world, "late").asksFor(world.name("late"));

        assertThat(world.status().toString()).startsWith("blocked: ").contains("not granted");
        assertThat(login.query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
        assertThat(late.databag()).isEmpty();

        world.model().grantSecret(secret, World.PROVIDER);
        world.updateStatus();

        assertThat(late.login().query("SELECT 1")).isEqualTo("1");
        assertThat(served.login()).isEqualTo(login);
    }
}
