package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Passwords in the open are found wherever they are: the watch over all scenarios can fail.
@ExtendWith(InJuju.class)
final class LeakScenarios {
    @Test
    void aPasswordThatIsPlantedInAPlaceIsFoundThere(World world) throws IOException, InterruptedException {
        List<String> planted =
                Stream.generate(() -> "planted-" + UUID.randomUUID()).limit(5).toList();
        try (Onlooker onlooker = Onlooker.of(world.superuser("postgres"));
                LeakWatch watch = new LeakWatch(world, onlooker)) {
            world.superuser("postgres").execute("DO 'BEGIN PERFORM pg_sleep(0.3); /* " + planted.get(0) + " */ END'");
            Files.writeString(world.model().directory().resolve("left"), planted.get(1));
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 1; exit 0", planted.get(2));
            builder.environment().putAll(Map.of("SECRET", planted.get(3), "JUJU_UNIT_NAME", World.UNIT));
            assertThat(builder.start().waitFor(30, TimeUnit.SECONDS)).isTrue();
            world.run("get-credentials", Map.of("database", "x".repeat(50) + planted.get(4)));
            world.run("remove-credentials", Map.of("username", planted.get(4)));

            List<String> places = new ArrayList<>();
            watch.leaks(new PasswordSearch(planted)).forEach(leak -> places.add(leak.split(": ", 2)[0]));

            assertThat(places)
                    .contains(
                            "the server's log",
                            "pg_stat_statements",
                            "processes and sessions",
                            "arguments of action-fail",
                            "file " + world.model().directory().resolve("left"));
            for (String password : planted) {
                assertThat(watch.leaks(new PasswordSearch(List.of(password)))).isNotEmpty();
            }
        }
    }
}
