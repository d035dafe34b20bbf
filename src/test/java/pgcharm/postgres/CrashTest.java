package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pgcharm.access.Password;
import pgcharm.access.Plan;
import pgcharm.access.Policy;
import pgcharm.access.Request;

/// A hook may die after any step: what was committed stays, and the next hook plans anew.
@ParameterizedClass
@MethodSource("pgcharm.postgres.Servers#targets")
final class CrashTest {
    private static final Password LOST = new Password("never published");

    private final Target target;
    private final Provider provider;

    CrashTest(Target target) {
        this.target = target;
        this.provider = new Provider(target);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static Plan firstSteps(Plan plan, int count) {
        return new Plan(plan.steps().subList(0, count));
    }

    /// Every step is carried out by a hook of its own, which dies after it.
    private Login serveInManyHooks(Request request) {
        int hooks = 0;
        Plan plan = provider.planned(request, true).plan();
        while (!plan.isEmpty()) {
            provider.session().apply(firstSteps(plan, 1), LOST);
            plan = provider.planned(request, true).plan();
            assertThat(++hooks)
                    .as("hooks until nothing was left to do but\n%s", plan)
                    .isLessThan(50);
        }
        return provider.serve(request);
    }

    @Test
    void servingConvergesWhateverStepWasTheLast() throws SQLException {
        Login login = serveInManyHooks(Provider.request(Provider.newDatabase(), "createdb", "charmed_read"));
        try (Sql client = provider.connect(login)) {
            client.run("CREATE TABLE t (n int)");
        }
    }

    @Test
    void removalConvergesWhateverStepWasTheLast() throws SQLException {
        Login keeper = provider.serve(Provider.newDatabase());
        int done = 0;
        for (boolean left = true; left; done++) {
            Login login = provider.serve(keeper.database(), "createdb");
            try (Sql client = provider.connect(login)) {
                client.run("CREATE SCHEMA s" + done, "GRANT ALL ON SCHEMA s" + done + " TO " + login.name());
                client.run("SET ROLE NONE", "CREATE TABLE s" + done + ".own (n int)");
            }
            Plan plan = provider.removal(login);
            left = done < plan.steps().size();
            provider.session()
                    .apply(firstSteps(plan, Math.min(done, plan.steps().size())));
            provider.remove(login);
            assertThat(provider.role(login)).isEmpty();
        }
        try (Sql client = provider.connect(keeper)) {
            client.forbids("CREATE DATABASE never_made");
            client.run("ALTER TABLE s1.own ADD COLUMN m int");
        }
    }

    @Test
    void aMoveToAnotherDatabaseConvergesWhateverStepWasTheLast() throws SQLException {
        String from = Provider.newDatabase();
        String to = provider.serve(Provider.newDatabase()).database();
        int done = 0;
        for (boolean left = true; left; done++) {
            Login login = provider.serve(from);
            Request moved = new Request(login.request().holder(), to, Optional.empty(), List.of("charmed_dml"));
            Plan plan = provider.planned(moved, true).plan();
            left = done < plan.steps().size();
            provider.session()
                    .apply(firstSteps(plan, Math.min(done, plan.steps().size())), login.password());
            Login there = provider.follow(login, moved);
            assertThat(provider.role(there).orElseThrow().memberOf())
                    .containsExactlyInAnyOrder("relation_access", "charmed_" + moved.database() + "_dml");
            assertThat(provider.role(there).orElseThrow().actsAs()).isEmpty();
        }
    }

    @Test
    void adoptionConvergesWhateverStepWasTheLast() throws SQLException {
        String database = Provider.newDatabase();
        try (Sql root = target.root("postgres")) {
            root.run("CREATE DATABASE " + database + " OWNER \"" + target.admin() + "\"");
        }
        try (Sql admin =
                target.login(database, target.admin(), target.password().text())) {
            admin.run("CREATE SCHEMA own", "CREATE TABLE own.old (n int)");
        }
        provider.configure(new Policy(false, Set.of(), Set.of(database), Set.of(), true));
        Login login = serveInManyHooks(Provider.request(database));
        try (Sql client = provider.connect(login)) {
            client.run("ALTER TABLE own.old ADD COLUMN m int");
        }
    }
}
