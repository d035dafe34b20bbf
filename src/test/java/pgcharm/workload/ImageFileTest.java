package pgcharm.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pgcharm.workload.patroni.Image;

final class ImageFileTest {
    private static final Image IMAGE = new Image(
            "/opt/a=b/patroni",
            "/usr/lib/postgresql/16/bin",
            Optional.of("/usr/bin/postgres_exporter"),
            "_daemon_",
            "_daemon_");

    @Test
    void whatIsWrittenIsRead() {
        Image bare = new Image(IMAGE.patroni(), IMAGE.postgresBin(), Optional.empty(), IMAGE.user(), IMAGE.group());
        assertThat(ImageFile.read(ImageFile.text(IMAGE))).contains(IMAGE);
        assertThat(ImageFile.read(ImageFile.text(bare))).contains(bare);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "patroni=/usr/bin/patroni\nuser=postgres\n"})
    void whatSomebodyElseWroteIsNoImage(String text) {
        assertThat(ImageFile.read(text)).isEmpty();
    }
}
