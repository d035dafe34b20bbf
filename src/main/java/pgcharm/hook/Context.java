package pgcharm.hook;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import pgcharm.access.Realm;
import pgcharm.juju.HookTools;
import pgcharm.juju.Statuses;

/// What every kind of work has at hand.
///
/// @param random a cryptographically strong source
record Context(HookTools tools, Statuses statuses, Realm realm, Clock clock, RandomGenerator random, Log log) {
    /// The endpoint of the modern interface.
    static final String DATABASE = "database";

    String application() {
        return realm.application();
    }

    /// ISO 8601 in UTC, whole seconds.
    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
