package pgcharm.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
    private static final Realm REALM = new Realm("01234567-89ab-4cde-8f01-23456789abcd", "postgresql");
    private static final Holder.Relation RELATION = new Holder.Relation("database:7", "client");
    private static final Policy SHARED_SERVER = new Policy(false, Set.of(), Set.of(), Set.of(), true);
    private static final Catalog EMPTY =
            new Catalog(18, new Admin("Admin", true, Set.of(), "postgres"), Map.of(), Map.of());

    static Stream<String> usableDatabases() {
        return Stream.of(
                "d",
                "d".repeat(49),
                "ü".repeat(24),
                "Postgres",
                "template2",
                "my db",
                "it's \"quoted\" \\ {%@:/#?}",
                "データベース",
                "public",
                "-",
                "a*b",
                "\t");
    }

    @ParameterizedTest
    @MethodSource("usableDatabases")
    void servesAnyNameThatFits(String database) {
        assertThat(plan(database, Optional.empty())).isInstanceOf(Outcome.Planned.class);
    }

    @Test
    void namesTheRolesOfADatabaseAfterIt() {
        DatabaseRoles roles = new DatabaseRoles("my db");
        assertThat(Stream.of(roles.owner(), roles.admin(), roles.name(DataRole.DML), roles.name(DataRole.STATS)))
                .containsExactly(
                        "charmed_my db_owner", "charmed_my db_admin", "charmed_my db_dml", "charmed_my db_stats");
    }

    static Stream<String> badDatabases() {
        return Stream.of(
                "",
                "d".repeat(50),
                "ü".repeat(25),
                "a\0b",
                "half a pair \ud83d",
                "postgres",
                "template0",
                "template1",
                "databases");
    }

    @ParameterizedTest
    @MethodSource("badDatabases")
    void refusesADatabaseNameThatCannotBe(String database) {
        assertThat(reason(plan(database, Optional.empty()))).isEqualTo(Refusal.Reason.INVALID_DATABASE_NAME);
    }

    static Stream<String> usableLogins() {
        return Stream.of(
                "mylogin",
                "x".repeat(63),
                "ü".repeat(31),
                "Ünïcode user",
                "o'hara \"\\{}%@:/#?",
                "admin",
                "accessible",
                "_accesses",
                "charmed",
                "relation",
                "pg",
                "mypg_",
                "postgres2");
    }

    @ParameterizedTest
    @MethodSource("usableLogins")
    void givesTheCustomNameAskedFor(String login) {
        assertThat(plan("mydb", Optional.of(login)))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.login()).isEqualTo(login));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "public",
                "none",
                "operator",
                "replication",
                "rewind",
                "monitoring",
                "backup",
                "patroni",
                "PostgreS",
                "NONE",
                "charmed_x",
                "Charmed_X",
                "charmed_",
                "relation_id_9",
                "relation-9",
                "pgbouncer_a",
                "pg_monitor",
                "PG_x",
                "my_access",
                "MY_ACCESS",
                "_access",
                "charmed_\nx",
                "Admin"
            })
    void refusesAReservedLogin(String login) {
        assertThat(reason(plan("mydb", Optional.of(login)))).isEqualTo(Refusal.Reason.INVALID_USERNAME);
    }

    static Stream<String> impossibleLogins() {
        return Stream.of("", "x".repeat(64), "ü".repeat(32), "a\0b", "\udc00");
    }

    @ParameterizedTest
    @MethodSource("impossibleLogins")
    void refusesALoginThatPostgresCannotHold(String login) {
        assertThat(reason(plan("mydb", Optional.of(login)))).isEqualTo(Refusal.Reason.INVALID_USERNAME);
    }

    @Test
    void refusalsNeitherFloodNorConfuseATerminal() {
        Outcome refused = plan("\u001b[2J\u202e\u2028" + "x".repeat(1000), Optional.empty());
        assertThat(PlanCase.print(refused))
                .contains("\"?[2J??" + "x".repeat(74) + "…\"")
                .hasSizeLessThan(200);
    }

    @Test
    void aMessageEndsBeforeACharacterThatDoesNotFit() {
        assertThat(PlanCase.print(plan("x".repeat(79) + "🐘🐘", Optional.empty())))
                .contains("\"" + "x".repeat(79) + "…\"");
    }

    @Test
    void aStepIsOneLineWhateverTheNames() {
        assertThat(PlanCase.print(plan("a\nb\u001b[2J", Optional.of("x\ry\u2028"))))
                .contains("create database a?b?[2J", "create login x?y?");
    }

    @Test
    void refusesASchemaThatNoExtensionCanBeIn() {
        Policy citext = new Policy(false, Set.of(), Set.of(), Set.of("citext"), true);
        Extension extension = new Extension("citext", Optional.of("a\0b"));
        Request request =
                new Request(RELATION, "mydb", Optional.empty(), List.of(), false, List.of(extension), Optional.empty());
        assertThat(reason(Serving.plan(request, false, REALM, citext, EMPTY, "2026-01-01T00:00:00Z")))
                .isEqualTo(Refusal.Reason.EXTENSION_NOT_ALLOWED);
    }

    @Test
    void theLoginOfARelationCarriesItsNumberAndItsModel() {
        assertThat(Names.loginFor(RELATION, REALM, SHARED_SERVER)).isEqualTo("relation_id_7_01234567");
        assertThat(Names.loginFor(RELATION, REALM, new Policy(false, Set.of(), Set.of(), Set.of(), false)))
                .isEqualTo("relation_id_7");
    }

    private static Outcome plan(String database, Optional<String> username) {
        Request request = new Request(RELATION, database, username, List.of());
        return Serving.plan(request, false, REALM, SHARED_SERVER, EMPTY, "2026-01-01T00:00:00Z");
    }

    private static Refusal.Reason reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(Refusal refusal) -> refusal.reason();
            case Outcome.Planned planned -> throw new AssertionError("planned: " + planned.plan());
        };
    }
}
