package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pgcharm.local.Deployment;
import pgcharm.local.server.EmbeddedServer;
import pgcharm.scenarios.HostileRequest.Action;
import pgcharm.scenarios.HostileRequest.Databag;
import pgcharm.scenarios.HostileRequest.Listed;
import pgcharm.scenarios.InJuju.Unattached;

/// Whatever clients and operators write ends in a login that works or in a refusal with its reason, and leaves
/// everybody else as they were.
@ExtendWith(InJuju.class)
@Order(1) // takes longest
final class HostileScenarios {
    /// A sweep that serves hundreds of requests keeps all other charms of a server waiting.
    private static final EmbeddedServer SERVER = Servers.start("hostile", InJuju.LOGGING);

    private static final int REQUESTS_A_RELATION = 90;
    private static final Set<String> WRITES = Set.of(
            "relation-set", "secret-add", "secret-set", "secret-grant", "secret-remove", "status-set", "action-fail");

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void everyRequestEndsInALoginThatWorksOrARefusalWithItsReason(@Unattached World bare) {
        World world = bare.on(SERVER);
        String foreign = world.name("foreign");
        Login superuser = world.superuser("postgres");
        superuser.execute(
                "CREATE ROLE " + foreign + " LOGIN CREATEDB PASSWORD 'own' CONNECTION LIMIT 7",
                "ALTER ROLE " + foreign + " SET search_path = 'x'",
                "GRANT pg_monitor TO " + foreign,
                "COMMENT ON ROLE " + foreign + " IS '{\"model\":\"x\",\"application\":\"y\",\"kind\":\"login\"}'",
                "CREATE DATABASE " + foreign + " OWNER " + foreign);
        String server = world.attach();
        Login neighbour =
                Client.of(world, "neighbour").asksFor(world.name("neighbour")).login();
        world.configure("extensions-allowed", "citext");
        world.configure("server", "");
        world.settle();
        String bystanders = bystanders(world);
        List<HostileRequest> rows = new HostileTable(world.name("common"), foreign).rows();
        assertThat(rows).hasSizeGreaterThan(200);

        List<Sent> sent = send(world, rows);
        world.settle();
        world.configure("server", server);
        world.settle();

        List<String> wrong = new ArrayList<>();
        sent.forEach(each -> note(wrong, each.row(), () -> check(each)));
        rows.forEach(row -> {
            if (row.ask() instanceof Action(Map<String, Object> parameters)) {
                note(wrong, row, () -> check(row, world.run("get-credentials", parameters)));
            }
        });
        assertThat(wrong).as("%d of %d requests", wrong.size(), rows.size()).isEmpty();
        assertThat(bystanders(world)).isEqualTo(bystanders);
        assertThat(neighbour.query("SELECT session_user")).isEqualTo(neighbour.username());
        assertThat(new Login(world.server().endpoint(), foreign, foreign, "own", "").query("SELECT 1"))
                .isEqualTo("1");
        assertThat(world.status()).hasToString("active: ");

        world.updateStatus();

        assertThat(world.lastRun().toolNames())
                .as("calls when nothing has changed")
                .doesNotContainAnyElementsOf(WRITES);
        assertNoTrace(world);
        System.out.println("hostile requests: " + rows.size());
    }

    /// All about roles and databases that have nothing to do with the requests.
    private static String bystanders(World world) {
        Login superuser = world.superuser("postgres");
        return superuser.query("""
                SELECT a.rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
                       rolbypassrls, rolconnlimit, rolpassword, rolvaliduntil, shobj_description(a.oid, 'pg_authid'),
                       ARRAY(SELECT setconfig FROM pg_db_role_setting WHERE setrole = a.oid ORDER BY setdatabase),
                       ARRAY(SELECT roleid::regrole FROM pg_auth_members WHERE member = a.oid ORDER BY 1)
                FROM pg_authid a
                WHERE rolname ~ '^(pg_|postgres$|relation_access$|charmed_databases_owner$|foreign%1$s)'
                ORDER BY 1
                """.formatted(world.number())) + superuser.query("""
                SELECT datname, datdba::regrole, datacl, datconnlimit, datallowconn, datistemplate,
                       ARRAY(SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = d.oid ORDER BY setrole)
                FROM pg_database d WHERE datname ~ '^(postgres|template.|foreign%1$s)$' ORDER BY 1
                """.formatted(world.number()));
    }

    private static void note(List<String> wrong, HostileRequest row, Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException e) {
            wrong.add(row + ": " + shortened(String.valueOf(e)));
        }
    }

    /// @param request id in a relation of several; empty for the only one
    private record Sent(HostileRequest row, Client client, String request) {}

    private static List<Sent> send(World world, List<HostileRequest> rows) {
        List<Sent> sent = new ArrayList<>();
        List<HostileRequest> listed = new ArrayList<>();
        for (HostileRequest row : rows) {
            switch (row.ask()) {
                case Databag databag -> sent.add(new Sent(row, related(world, "hostile" + sent.size(), databag), ""));
                case Listed _ -> listed.add(row);
                case Action _ -> {}
            }
        }
        for (int from = 0; from < listed.size(); from += REQUESTS_A_RELATION) {
            Client client = Client.of(world, "modern" + from);
            List<Map<String, Object>> requests = new ArrayList<>();
            for (HostileRequest row : listed.subList(from, Math.min(listed.size(), from + REQUESTS_A_RELATION))) {
                String id = "%08d-hostile".formatted(sent.size());
                sent.add(new Sent(row, client, id));
                requests.add(fields(row, id, client));
            }
            client.writes(Map.of("version", "v1", "requests", JsonLines.JSON.writeValueAsString(requests)));
        }
        return sent;
    }

    /// Without units: they would make hooks.
    private static Client related(World world, String application, Databag databag) {
        world.model()
                .deploy(Deployment.of(application, PackedCharms.GHOST).asGhost().withUnits(0));
        Client client = Client.integrate(world, application, databag.endpoint());
        client.writes(databag.content());
        return client;
    }

    private static Map<String, Object> fields(HostileRequest row, String id, Client client) {
        Listed listed = (Listed) row.ask();
        Map<String, Object> fields = new LinkedHashMap<>(listed.fields());
        fields.put("request-id", id);
        if (!listed.secret().isEmpty()) {
            String secret = client.world().model().addSecret("wanted-" + id, listed.secret());
            client.world().model().grantSecret(secret, World.PROVIDER);
            fields.put("secret-requested-entity", secret);
        }
        return fields;
    }

    private static void check(Sent sent) {
        switch (sent.row().ask()) {
            case Databag databag -> check(sent.row(), databag, sent.client());
            case Listed _ -> checkListed(sent);
            case Action _ -> {}
        }
    }

    private static void check(HostileRequest row, Databag databag, Client client) {
        if (row.code() == HostileRequest.SERVED) {
            assertThat(client.databag()).doesNotContainKey("status");
            boolean legacy = !databag.endpoint().equals("database");
            works(row, legacy ? LegacyScenarios.login(client) : plain(row, client.databag()));
        } else {
            Client.Refusal refusal = client.refusal();
            assertThat(refusal.code()).as(refusal::toString).isEqualTo(row.code());
            assertThat(refusal.message()).isNotBlank().hasSizeLessThan(600);
            assertThat(refusal.resolution()).isNotBlank().hasSizeLessThan(600);
            assertThat(client.isServed()).isFalse();
        }
    }

    /// A prefix that matches nothing yet has no URI.
    private static Login plain(HostileRequest row, Map<String, String> databag) {
        return databag.containsKey("uris")
                ? Login.of(databag.getOrDefault("uris", ""))
                : new Login(
                        databag.getOrDefault("endpoints", ""),
                        row.database(),
                        databag.getOrDefault("username", ""),
                        databag.getOrDefault("password", ""),
                        "");
    }

    private static void checkListed(Sent sent) {
        HostileRequest row = sent.row();
        String secret = RequestsScenarios.response(sent.client(), sent.request())
                .path("secret-user")
                .asString("");
        if (row.code() == HostileRequest.SERVED) {
            assertThat(secret).as("secret-user").isNotEmpty();
            works(row, RequestsScenarios.login(sent.client(), sent.request()));
        } else {
            assertThat(secret).as("secret-user").isEmpty();
            assertThat(sent.client().databag().getOrDefault("status", "")).contains("\"code\":" + row.code());
        }
    }

    private static void check(HostileRequest row, ActionOutcome outcome) {
        if (row.code() == HostileRequest.SERVED) {
            assertThat(outcome.completed()).as(outcome::message).isTrue();
            works(row, Login.of(outcome.result("postgresql.uris")));
        } else {
            assertThat(outcome.completed()).isFalse();
            assertThat(outcome.message()).contains(" — ").hasSizeLessThan(600);
        }
    }

    private static void works(HostileRequest row, Login login) {
        assertThat(login.query("SELECT session_user")).isEqualTo(login.username());
        assertThat(login.query("SELECT current_database()")).isEqualTo(row.database());
        if (!row.login().isEmpty()) {
            assertThat(login.username()).isEqualTo(row.login());
        }
        if (!row.database().equals("postgres")) {
            assertThat(login.query("SELECT current_user")).isEqualTo("charmed_" + row.database() + "_owner");
        }
    }

    private static void assertNoTrace(World world) {
        for (PastRun run : world.model().history()) {
            if (run.unit().startsWith(World.PROVIDER)) {
                assertThat(run.committed()).as(() -> shortened(run.toString())).isTrue();
                assertThat(run.stdout() + run.stderr())
                        .doesNotContainPattern("\\tat |Exception|Caused by|unexpected |OutOfMemory");
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 700 ? text : text.substring(0, 700) + "…";
    }
}
