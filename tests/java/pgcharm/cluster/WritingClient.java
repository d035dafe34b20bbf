package pgcharm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import pgcharm.scenarios.Login;

/// Writes one number after the other, each in a transaction of its own, and connects again whenever that fails. All it
/// knows of the server is its URI.
final class WritingClient implements AutoCloseable {
    private final Login login;
    private final Thread thread;
    /// When each was acknowledged.
    private final ConcurrentSkipListMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();

    private volatile boolean closing;

    private WritingClient(Login login) {
        this.login = login;
        login.execute("DROP TABLE IF EXISTS written", "CREATE TABLE written (n bigint PRIMARY KEY)");
        thread = Thread.ofPlatform().daemon().name("writing client").start(this::write);
    }

    static WritingClient start(Login login) {
        WritingClient client = new WritingClient(login);
        Wait.until(Duration.ofSeconds(20), () -> "nothing could be written", () -> client.count() > 5);
        return client;
    }

    int count() {
        return acknowledged.size();
    }

    /// Waits until so much more is written after now.
    void awaitMore(Duration limit) {
        int before = count();
        Wait.until(limit, () -> "nothing can be written any more", () -> count() > before + 5);
    }

    /// The longest time in which nothing was written.
    Duration longestGap() {
        List<Long> times = List.copyOf(acknowledged.values());
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    /// Stops, and compares what was acknowledged with what is there.
    void assertNothingIsLost() {
        close();
        List<Long> present = Arrays.stream(login.query("SELECT n FROM written").split("\n"))
                .map(Long::valueOf)
                .toList();
        assertThat(present).containsAll(acknowledged.keySet());
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        long next = 0;
        while (!closing) {
            try (Connection connection = login.connect();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO written VALUES (?)")) {
                while (!closing) {
                    insert.setLong(1, next++);
                    insert.executeUpdate();
                    acknowledged.put(next - 1, System.nanoTime());
                    Wait.pause();
                }
            } catch (SQLException | Login.Refused _) {
                Wait.pause();
            }
        }
    }
}
