package pgcharm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pgcharm.local.Deployment;
import pgcharm.scenarios.ActionOutcome;
import pgcharm.scenarios.ShownStatus;
import pgcharm.scenarios.World;
import tools.jackson.databind.json.JsonMapper;

/// An application on one of the client libraries. What it does is up to the library; none of its hooks may fail.
record PythonClient(World world, String application, String side) {
    static final String WHO = "SELECT session_user || ' ' || current_user";

    static PythonClient ofV0(World world, Map<String, Object> config) {
        return deploy(world, "python-v0", "database", config);
    }

    /// @param requests JSON
    static PythonClient ofV1(World world, String requests) {
        return deploy(world, "python-v1", "database", Map.of("requests", requests));
    }

    static PythonClient ofPgsql(World world, Map<String, Object> config) {
        return deploy(world, "python-pgsql", "db", config);
    }

    private static PythonClient deploy(World world, String charm, String side, Map<String, Object> config) {
        Deployment deployment = Deployment.of(charm, PythonClients.charm(charm));
        for (Map.Entry<String, Object> option : config.entrySet()) {
            deployment = deployment.withConfig(option.getKey(), option.getValue());
        }
        world.model().deploy(deployment);
        return new PythonClient(world, charm, side);
    }

    /// Integrates it with the provider and waits for what comes of it.
    ///
    /// @param endpoint the provider's
    int integrate(String endpoint) {
        int relation = world.model().integrate(application + ":" + side, World.PROVIDER + ":" + endpoint);
        world.settle();
        return relation;
    }

    void leave(int relation) {
        world.model().removeRelation(relation);
        world.settle();
    }

    void configure(String option, Object value) {
        world.model().configure(application, Map.of(option, value));
        world.settle();
    }

    ShownStatus status() {
        return world.model().unitStatus(unit());
    }

    /// The first value that it reads with what it was given.
    ///
    /// @param parameters of the action, besides `sql`
    String query(String sql, Map<String, Object> parameters) {
        return query(unit(), sql, parameters);
    }

    String query(String sql) {
        return query(sql, Map.of());
    }

    String query(String unit, String sql, Map<String, Object> parameters) {
        ActionOutcome outcome = queried(unit, sql, parameters);
        assertThat(outcome.completed()).as(outcome::toString).isTrue();
        return outcome.result("value");
    }

    /// Why the action fails.
    String failure(Map<String, Object> parameters) {
        ActionOutcome outcome = queried(unit(), "SELECT 1", parameters);
        assertThat(outcome.completed()).as(outcome::toString).isFalse();
        return outcome.message();
    }

    /// What the library has told the charm, `created`, `entities`, `raised` or `resolved`; it may repeat itself.
    Set<String> told(String kind) {
        String json = world.model().run(unit(), "told", Map.of()).result(kind);
        return new TreeSet<>(List.of(JsonMapper.shared().readValue(json, String[].class)));
    }

    private ActionOutcome queried(String unit, String sql, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("sql", sql);
        return world.model().run(unit, "query", all);
    }

    private String unit() {
        return application + "/0";
    }
}
