package pgcharm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.access.Entity;
import pgcharm.access.Holder;
import pgcharm.access.Mark;
import pgcharm.access.Realm;

final class MarksTest {
    private static final Realm REALM = new Realm("4f2c9a77", "postgresql");
    private static final Holder.Relation RELATION = new Holder.Relation("database:1", "client");

    static Stream<Mark> marks() {
        return Stream.of(
                new Mark.Shared(REALM),
                new Mark.Group(REALM, "awkward \"' \\ ü name"),
                new Mark.Login(REALM, RELATION, "db", "2026-01-01T00:00:00Z"),
                new Mark.Login(REALM, RELATION, Optional.of(Entity.Type.GROUP), "db", "2026-01-01T00:00:00Z"),
                new Mark.Login(REALM, new Holder.Action(), "db", "2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("marks")
    void areReadAsTheyWereWritten(Mark mark) {
        assertThat(Marks.text(mark)).startsWith(Marks.prefix(REALM));
        assertThat(Marks.parse(Marks.text(mark))).contains(mark);
    }

    @Test
    void beginOtherwiseForAnotherRelationOrApplication() {
        String text = Marks.text(new Mark.Login(REALM, RELATION, "db", ""));
        assertThat(text).startsWith(Marks.prefix(REALM, RELATION));
        assertThat(Marks.text(new Mark.Login(REALM, RELATION, Optional.of(Entity.Type.USER), "db", "")))
                .startsWith(Marks.prefix(REALM, RELATION));
        assertThat(text).doesNotStartWith(Marks.prefix(REALM, new Holder.Relation("database:11", "client")));
        assertThat(Marks.text(new Mark.Login(REALM, new Holder.Relation("database:11", "client"), "db", "")))
                .doesNotStartWith(Marks.prefix(REALM, RELATION));
        assertThat(text).doesNotStartWith(Marks.prefix(new Realm(REALM.model(), "postgres")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Owner of the billing tables",
                "{}",
                "[]",
                "{\"model\":",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"application\":\"a\",\"kind\":\"else\"}",
                "{\"model\":1,\"application\":[],\"kind\":{}}"
            })
    void commentsOfOthersAreNoMarks(String comment) {
        assertThat(Marks.parse(comment)).isEmpty();
    }
}
