package pgcharm.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/// A hook tool of one model that does something else until it is closed.
record HookToolFault(Path tool) implements AutoCloseable {
    /// The program that every hook tool of the local model is a link to.
    private static final Path PROGRAM = Path.of(".hook-tool");

    /// What a shell script does in its place; `$REAL` is the tool itself.
    enum Kind {
        FAILS("echo 'ERROR connection is shut down' >&2; exit 1"),
        FAILS_WITHOUT_A_WORD("exit 1"),
        IS_KILLED("kill -9 $$"),
        PRINTS_NOTHING("exit 0"),
        PRINTS_NONSENSE("echo '<html>502 Bad Gateway</html>'"),
        PRINTS_HALF_OF_IT("\"$REAL\" \"$@\" | head -c 1"),
        HANGS("exec sleep 600"),
        SAYS_THE_RELATION_IS_GONE("echo 'ERROR relation not found' >&2; exit 1"),
        SAYS_ANOTHER_UNIT_LEADS("echo 'ERROR cannot write relation settings' >&2; exit 1");

        private final String script;

        Kind(String script) {
            this.script = script;
        }
    }

    /// Only in the local model, whose tools are files of ours.
    static HookToolFault in(World world, String tool, Kind kind) {
        Assumptions.assumeTrue(world.model() instanceof LocalModel, "hook tools are another program's");
        Path tools = ((LocalModel) world.model()).model().directory().resolve("tools");
        Path real = tools.resolve("real").resolve(tool);
        HookToolFault fault = new HookToolFault(tools.resolve(tool));
        try {
            Files.createDirectories(real.getParent());
            if (!Files.isSymbolicLink(real)) {
                Files.createSymbolicLink(real, Path.of("..").resolve(PROGRAM));
            }
            Path script = Files.writeString(
                    tools.resolve("fault"), "#!/bin/bash\nREAL='" + real + "'\n" + kind.script + "\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(script, fault.tool, StandardCopyOption.REPLACE_EXISTING);
            return fault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.delete(tool);
            Files.createSymbolicLink(tool, PROGRAM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
