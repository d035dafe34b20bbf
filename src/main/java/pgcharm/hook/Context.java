package pgcharm.hook;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import pgcharm.access.Realm;
import pgcharm.juju.HookTools;
import pgcharm.juju.Statuses;
import pgcharm.postgres.AdminSession;
import pgcharm.wire.ConnectionFacts;
import pgcharm.workload.ClusterNames;

/// What every kind of work has at hand.
///
/// @param environment of the process
/// @param cluster what the parts of the charm's own cluster are called
/// @param random a cryptographically strong source
/// @param unit name of this unit
record Context(
        Map<String, String> environment,
        HookTools tools,
        Statuses statuses,
        LastSweep lastSweep,
        Realm realm,
        ClusterNames cluster,
        String unit,
        Clock clock,
        RandomGenerator random,
        Log log) {
    /// Endpoints whose relations are served, by interface `postgresql_client` and by the legacy `pgsql`.
    static final List<String> ENDPOINTS = List.of("database", "db", "db-admin");

    String application() {
        return realm.application();
    }

    /// What clients are told about the server.
    ConnectionFacts facts(AdminSession session) {
        return new ConnectionFacts(
                session.endpoints(),
                session.readOnlyEndpoints(),
                OperatorConfig.externalEndpoints(tools.config()),
                session.isReachableOutside(),
                session.version(),
                session.tls(),
                session.tlsCa());
    }

    /// ISO 8601 in UTC, whole seconds.
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
