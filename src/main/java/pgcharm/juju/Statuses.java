package pgcharm.juju;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Statuses and the workload version: written only where they differ from what this unit wrote last, which a file in
/// the charm's directory remembers. Without the file (a new pod) they are simply written again.
public final class Statuses {
    private static final String UNIT = "unit";
    private static final String APPLICATION = "application";
    private static final String VERSION = "version";
    private static final String ACTIVE = text(UnitStatus.active(""));

    private final HookTools tools;
    private final Path file;
    private final Properties written = new Properties();

    public Statuses(HookTools tools, Path charmDirectory) {
        this.tools = tools;
        this.file = charmDirectory.resolve(".statuses");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                written.load(reader);
            } catch (IOException | IllegalArgumentException _) {
                written.clear();
            }
        }
    }

    /// @return whether that is news
    public boolean unit(UnitStatus status) {
        return write(UNIT, text(status), () -> tools.setUnitStatus(status));
    }

    /// Whether what was written last is that all is well.
    public boolean isUnitActive() {
        return written.getProperty(UNIT, "").startsWith(ACTIVE);
    }

    /// Whether that is what the unit shows, as far as is remembered.
    public boolean shows(UnitStatus status) {
        return text(status).equals(written.getProperty(UNIT));
    }

    public void application(UnitStatus status) {
        write(APPLICATION, text(status), () -> tools.setApplicationStatus(status));
    }

    /// The message of the application's status as this unit wrote it last, when it was active; else empty.
    public String applicationMessage() {
        return application()
                .filter(text -> text.startsWith(ACTIVE))
                .map(text -> text.substring(ACTIVE.length()))
                .orElse("");
    }

    /// Whether what this unit wrote last, if anything, was no trouble.
    public boolean isApplicationActive() {
        return application().map(text -> text.startsWith(ACTIVE)).orElse(true);
    }

    public void workloadVersion(String version) {
        write(VERSION, version, () -> tools.setWorkloadVersion(version));
    }

    /// For a unit that has become the leader: another one has written the application's status since.
    public void forgetApplication() {
        written.remove(APPLICATION);
    }

    private Optional<String> application() {
        return Optional.ofNullable(written.getProperty(APPLICATION));
    }

    private boolean write(String key, String value, Runnable tool) {
        if (value.equals(written.getProperty(key))) {
            return false;
        }
        tool.run();
        written.setProperty(key, value);
        try (Writer writer = Files.newBufferedWriter(file)) {
            written.store(writer, null);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String text(UnitStatus status) {
        return status.level().word() + " " + status.message();
    }
}
