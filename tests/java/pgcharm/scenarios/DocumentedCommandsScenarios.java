package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command of `docs/how-to.md` as it stands there, with `./juju-local` where it says `juju`; each section in a
/// model of its own.
final class DocumentedCommandsScenarios {
    /// As a shell reads it: single quotes hold spaces together.
    private static final Pattern WORD = Pattern.compile("(?:[^ ']|'[^']*')+");

    @TempDir
    private Path directory;

    record Section(String title, List<String> commands) {
        boolean mentions(String text) {
            return commands.stream().anyMatch(command -> command.contains(text));
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Section> sections() throws IOException {
        String document = Files.readString(Path.of("docs/how-to.md"));
        return Stream.of(document.split("(?m)^## ")).skip(1).map(DocumentedCommandsScenarios::section);
    }

    private static Section section(String text) {
        List<String> commands = Stream.of(text.split("(?m)^```shell\n"))
                .skip(1)
                .flatMap(block -> block.substring(0, block.indexOf("```")).lines())
                .toList();
        return new Section(text.lines().findFirst().orElseThrow(), commands);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void workAsTheyStand(Section section) throws IOException, InterruptedException {
        juju("deploy", "postgresql-k8s");
        if (section.mentions("<charm>")) {
            juju("deploy", "data-integrator", "shop", "--config", "database-name=shop");
        }
        if (section.mentions("mattermost-k8s")) {
            juju("deploy", "./target/mattermost-k8s.charm");
        }
        if (section.commands().getFirst().startsWith("juju remove-relation")) {
            juju("integrate", "shop", "postgresql-k8s");
        }
        String secret = "";
        for (String command : section.commands()) {
            String concrete = command.replace("<charm>", "shop")
                    .replace("<name>", "orders")
                    .replace("<login>", "anna")
                    .replace("<id that add-secret printed>", secret);
            List<String> words = WORD.matcher(concrete)
                    .results()
                    .map(word -> word.group().replace("'", ""))
                    .toList();
            assertThat(words.getFirst()).isEqualTo("juju");
            String printed = juju(words.subList(1, words.size()).toArray(String[]::new));
            if (words.get(1).equals("add-secret")) {
                secret = printed.strip();
            }
        }
    }

    @AfterEach
    void destroyTheModel() throws IOException, InterruptedException {
        juju("destroy-model", "--no-prompt");
    }

    private String juju(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("juju-local").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JUJU_LOCAL", directory.resolve("model").toString());
        Path errors = directory.resolve("errors");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%n%s", String.join(" ", words), printed, Files.readString(errors))
                .isZero();
        return printed;
    }
}
