package pgcharm.workload.patroni;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pgcharm.access.Password;

/// Patroni's REST API of one cluster's members. Every call names the host of the member that is asked, which its
/// certificate must name too, and throws [PatroniException] when it was not answered as hoped.
public final class PatroniApi implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /// A shutdown waits for a checkpoint.
    private static final Duration WORK = Duration.ofMinutes(2);

    private final PatroniConnection connection;

    /// Connects with the first call.
    ///
    /// @param authority PEM of the internal authority
    /// @param password of `patroni`
    public PatroniApi(String authority, Password password) {
        this.connection = new PatroniConnection(authority, password);
    }

    public MemberState member(String host) {
        return Answers.member(connection.get(host, "/patroni", ANSWER));
    }

    public ClusterView cluster(String host) {
        return Answers.cluster(connection.get(host, "/cluster", ANSWER));
    }

    /// The dynamic configuration.
    public Map<?, ?> config(String host) {
        return connection.get(host, "/config", ANSWER);
    }

    /// @param difference from [DynamicConfig#difference]
    public void patchConfig(String host, Map<String, Object> difference) {
        connection.send("PATCH", host, "/config", difference, ANSWER);
    }

    /// Patroni reads its file again, in its next round.
    public void reload(String host) {
        connection.send("POST", host, "/reload", Map.of(), ANSWER);
    }

    /// Restarts PostgreSQL, not Patroni; returns when it is up again.
    public void restart(String host) {
        connection.send("POST", host, "/restart", Map.of(), WORK);
    }

    /// Returns when the new leader has the lock.
    ///
    /// @param leader name of the present leader
    /// @param candidate name of the member to be promoted, any healthy one if empty
    public void switchover(String host, String leader, Optional<String> candidate) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("leader", leader);
        candidate.ifPresent(name -> body.put("candidate", name));
        connection.send("POST", host, "/switchover", body, WORK);
    }

    @Override
    public void close() {
        connection.close();
    }
}
