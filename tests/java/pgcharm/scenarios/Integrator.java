package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pgcharm.local.Deployment;

/// The packed data-integrator in a model. Where the scenario writes what a provider publishes, that provider is a
/// ghost.
record Integrator(World world) {
    static final String APPLICATION = "data-integrator";
    static final String LEADER = APPLICATION + "/leader";
    static final String GHOST = "provider";
    static final String NOT_SERVED = "Please relate the data-integrator with the desired product";

    static Integrator deployed(World world, Map<String, String> config) {
        Deployment deployment =
                Deployment.of(APPLICATION, PackedCharms.unpacked(PackedCharms.packed("data-integrator")));
        for (Map.Entry<String, String> option : config.entrySet()) {
            deployment = deployment.withConfig(option.getKey(), option.getValue());
        }
        world.model().deploy(deployment);
        return new Integrator(world).settle();
    }

    int relateProvider() {
        int relation = world.model().integrate(APPLICATION, World.PROVIDER);
        settle();
        return relation;
    }

    int relateGhost() {
        deployGhost();
        int relation = world.model().integrate(APPLICATION, GHOST);
        settle();
        return relation;
    }

    void deployGhost() {
        world.model()
                .deploy(Deployment.of(GHOST, PackedCharms.unpacked(PackedCharms.provider()))
                        .asGhost());
    }

    void publish(int relation, Map<String, String> changes) {
        world.model().writeDatabag(relation, GHOST, changes);
        settle();
    }

    void configure(String option, String value) {
        world.model().configure(APPLICATION, Map.of(option, value));
        settle();
    }

    /// No hook may fail, and none may say what helps only those who know the code.
    Integrator settle() {
        world.settle();
        assertThat(world.model().history())
                .filteredOn(run -> run.unit().startsWith(APPLICATION))
                .allSatisfy(run -> assertThat(run.stderr()).isEmpty());
        return this;
    }

    Map<String, String> request(int relation) {
        return world.model().databag(relation, APPLICATION);
    }

    String status() {
        return world.model().unitStatus(APPLICATION + "/0").toString();
    }

    List<StoredSecret> ownSecrets() {
        return world.model().secrets().stream()
                .filter(secret -> secret.owner().equals("application-" + APPLICATION))
                .toList();
    }

    ActionOutcome getCredentials(Map<String, Object> parameters) {
        return world.model().run(LEADER, "get-credentials", parameters);
    }

    /// What get-credentials has to say about PostgreSQL.
    Map<String, String> credentials(Map<String, Object> parameters) {
        ActionOutcome outcome = getCredentials(parameters);
        assertThat(outcome.completed()).as(outcome::toString).isTrue();
        assertThat(outcome.result("ok")).isEqualTo("True");
        Map<String, String> fields = new TreeMap<>();
        outcome.results().forEach((key, value) -> {
            if (key.startsWith("postgresql.")) {
                fields.put(key.substring("postgresql.".length()), value);
            }
        });
        return fields;
    }

    /// Why get-credentials failed, and what it told the person who waited.
    List<String> failure() {
        ActionOutcome outcome = getCredentials(Map.of());
        assertThat(outcome.completed()).isFalse();
        assertThat(outcome.result("ok")).isEqualTo("False");
        List<PastRun.ToolCall> calls = world.lastRun().calls();
        return List.of(
                outcome.message(),
                calls.stream()
                        .filter(call -> call.tool().equals("action-log"))
                        .map(call -> call.arguments().getLast())
                        .reduce("", String::concat));
    }

    Login login() {
        return Login.of(credentials(Map.of("format", "uri")).getOrDefault("uri", ""));
    }
}
