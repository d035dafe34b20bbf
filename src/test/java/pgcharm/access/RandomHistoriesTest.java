package pgcharm.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests come, change and go, and hooks crash on the way: in the end every login is what it would be on a new
/// server. `-Dfuzz.seeds=100000` tries that many histories.
final class RandomHistoriesTest {
    private static final int STEPS_OF_HISTORY = 12;
    private static final Realm REALM = new Realm("01234567-89ab-4cde-8f01-23456789abcd", "postgresql");
    private static final List<String> DATABASES = List.of("one", "two", "three");
    private static final List<List<String>> ROLES = List.of(
            List.of(),
            List.of("charmed_read"),
            List.of("charmed_dml", "charmed_stats"),
            List.of("createdb"),
            List.of("admin", "charmed_read"),
            List.of("createdb", "charmed_dml"),
            List.of("createrole"));

    private static final List<List<String>> ENTITY_ROLES =
            List.of(List.of(), List.of("charmed_read"), List.of("admin"));

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("fuzz.seeds", 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endWhereANewServerWouldBegin(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Policy policy = new Policy(random.nextBoolean(), Set.of(Attribute.CREATEROLE), Set.of(), Set.of(), true);
        Catalog empty = new Catalog(
                18,
                new Admin("charm", random.nextBoolean(), Set.of(), "postgres"),
                Map.of(),
                Map.of("postgres", new Database("postgres", "postgres", Set.of(Database.PUBLIC))));
        Map<Integer, Request> wanted = new TreeMap<>();
        Catalog server = empty;
        for (int i = 0; i < STEPS_OF_HISTORY; i++) {
            int relation = random.nextInt(4);
            List<Step> steps;
            if (random.nextInt(4) == 0) {
                wanted.remove(relation);
                steps = removal(relation, server);
            } else {
                wanted.put(relation, request(relation, random));
                steps = serving(wanted.get(relation), random.nextBoolean(), policy, server);
            }
            boolean crash = random.nextInt(3) == 0;
            server = ModelServer.after(server, crash ? steps.subList(0, random.nextInt(steps.size() + 1)) : steps);
        }
        Catalog settled = settle(wanted, policy, server);
        assertThat(logins(settled)).isEqualTo(logins(settle(wanted, policy, empty)));
        assertThat(creators(settled)).isEqualTo(actedAsEverywhere(settled));
        wanted.values()
                .forEach(request ->
                        assertThat(serving(request, true, policy, settled)).isEmpty());
    }

    /// What a sweep does.
    private static Catalog settle(Map<Integer, Request> wanted, Policy policy, Catalog server) {
        Catalog settled = server;
        for (int relation = 0; relation < 4; relation++) {
            settled = ModelServer.after(
                    settled,
                    wanted.containsKey(relation)
                            ? serving(wanted.get(relation), true, policy, settled)
                            : removal(relation, settled));
        }
        return settled;
    }

    private static List<Step> serving(Request request, boolean published, Policy policy, Catalog server) {
        return switch (Serving.plan(request, published, REALM, policy, server, "2026-01-01T00:00:00Z")) {
            case Outcome.Planned planned -> planned.plan().steps();
            case Outcome.Refused(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static List<Step> removal(int relation, Catalog server) {
        return server.loginOf(REALM, new Holder.Relation("database:" + relation, "client"))
                .map(login -> Removal.plan(login, server).steps())
                .orElse(List.of());
    }

    private static Request request(int relation, RandomGenerator random) {
        Optional<Entity.Type> type = Optional.of(random.nextBoolean() ? Entity.Type.USER : Entity.Type.GROUP)
                .filter(_ -> random.nextInt(3) == 0);
        return new Request(
                new Holder.Relation("database:" + relation, "client"),
                DATABASES.get(random.nextInt(DATABASES.size())),
                Optional.of("custom" + relation).filter(_ -> random.nextInt(4) == 0),
                type.isEmpty()
                        ? ROLES.get(random.nextInt(ROLES.size()))
                        : ENTITY_ROLES.get(random.nextInt(ENTITY_ROLES.size())),
                false,
                List.of(),
                type.map(known -> new Entity(known, permissions(random))));
    }

    private static List<Entity.Permission> permissions(RandomGenerator random) {
        return Stream.of("accounts", "sales.orders", "sales.items")
                .filter(_ -> random.nextBoolean())
                .map(table -> new Entity.Permission(
                        "table", table, random.nextBoolean() ? List.of("SELECT") : List.of("INSERT", "SELECT")))
                .toList();
    }

    private static Set<String> creators(Catalog catalog) {
        return catalog.roles().values().stream()
                .filter(role -> role.attributes().contains(Attribute.CREATEDB))
                .map(Role::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> actedAsEverywhere(Catalog catalog) {
        return catalog.logins(REALM)
                .flatMap(login -> Stream.ofNullable(login.actsAs().get(Role.EVERYWHERE)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// By relation: which of the names it was asked for a login has depends on which came first.
    private static Map<String, String> logins(Catalog catalog) {
        Map<String, String> logins = new TreeMap<>();
        catalog.logins(REALM)
                .forEach(login -> logins.put(
                        login.loginMark().orElseThrow().holder().toString(),
                        ModelServer.text(login).replaceFirst("^[^ ]*", "")
                                + ModelServer.text(catalog.grantsOf(login.name()))));
        return logins;
    }
}
