package pgcharm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pgcharm.juju.RelationId;
import pgcharm.wire.ConnectionFacts;

final class LastSweepTest {
    private static final RelationId RELATION = RelationId.of("database:1");
    private static final RelationId PLAIN = RelationId.of("database:2");
    private static final RelationId OTHER = RelationId.of("database:12");
    private static final ConnectionFacts FACTS = facts("db:5432");

    @TempDir
    private Path directory;

    @BeforeEach
    void aSweepFoundOneRelationAndOneActionInOrder() {
        new LastSweep(directory).remember(FACTS, Map.of(RELATION, 2, PLAIN, 1), Set.of(RELATION), Set.of("bob"));
    }

    @Test
    void sparesTheNextSweepWhatItFound() {
        LastSweep last = new LastSweep(directory);

        assertThat(last.isServed(RELATION, 2, FACTS)).isTrue();
        assertThat(last.knows(RELATION)).isTrue();
        assertThat(last.hasSecrets(RELATION, 2, FACTS)).isTrue();
        assertThat(last.hasSecret("bob")).isTrue();
    }

    @Test
    void knowsNothingOfOthers() {
        LastSweep last = new LastSweep(directory);

        assertThat(last.isServed(OTHER, 2, FACTS)).isFalse();
        assertThat(last.knows(OTHER)).isFalse();
        assertThat(last.isServed(PLAIN, 1, FACTS)).isTrue();
        assertThat(last.hasSecrets(PLAIN, 1, FACTS)).isFalse();
        assertThat(last.hasSecret("bo")).isFalse();
    }

    @Test
    void holdsForTheServerAsItWas() {
        assertThat(new LastSweep(directory).hasSecrets(RELATION, 2, facts("db2:5432")))
                .isFalse();
        assertThat(new LastSweep(directory).isServed(RELATION, 2, facts("db2:5432")))
                .isFalse();
    }

    @Test
    void holdsForAsManyLoginsAsThereWere() {
        assertThat(new LastSweep(directory).isServed(RELATION, 1, FACTS)).isFalse();
    }

    @Test
    void whatIsWrittenIsForgottenFirstAndNotRememberedInThatHook() {
        LastSweep writing = new LastSweep(directory);
        writing.forget(RELATION);
        writing.forgetAction("bob");

        assertThat(writing.knows(RELATION)).isFalse();
        assertKnowsThePlainRelationOnly();

        writing.remember(FACTS, Map.of(RELATION, 2, PLAIN, 1), Set.of(RELATION), Set.of("bob"));

        assertKnowsThePlainRelationOnly();

        new LastSweep(directory).remember(FACTS, Map.of(RELATION, 2), Set.of(RELATION), Set.of());

        assertThat(new LastSweep(directory).hasSecrets(RELATION, 2, FACTS))
                .as("the next hook")
                .isTrue();
    }

    private void assertKnowsThePlainRelationOnly() {
        LastSweep last = new LastSweep(directory);
        assertThat(last.knows(RELATION)).isFalse();
        assertThat(last.hasSecrets(RELATION, 2, FACTS)).isFalse();
        assertThat(last.hasSecret("bob")).isFalse();
        assertThat(last.isServed(PLAIN, 1, FACTS)).isTrue();
    }

    @Test
    void whoForgetsEverythingRemembersNothingInThatHook() {
        LastSweep writing = new LastSweep(directory);
        writing.forget();

        assertThat(new LastSweep(directory).knows(PLAIN)).isFalse();

        writing.remember(FACTS, Map.of(RELATION, 2), Set.of(), Set.of());

        assertThat(writing.isServed(RELATION, 2, FACTS)).isFalse();
        assertThat(new LastSweep(directory).knows(RELATION)).isFalse();
    }

    @Test
    void aFileThatCannotBeReadIsNothingRemembered() throws IOException {
        Files.writeString(directory.resolve(".last-sweep"), "relation\\ database\\:1=\\u00");

        assertThat(new LastSweep(directory).knows(RELATION)).isFalse();
    }

    private static ConnectionFacts facts(String endpoint) {
        return new ConnectionFacts(List.of(endpoint), List.of(), List.of(), false, "18.1", false, Optional.empty());
    }
}
