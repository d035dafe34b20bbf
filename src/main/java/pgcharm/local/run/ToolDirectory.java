package pgcharm.local.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import pgcharm.local.tools.HookTools;

/// The directory in front of a hook's PATH: one program under the name of every hook tool.
final class ToolDirectory {
    private ToolDirectory() {}

    static void install(Path directory) {
        try {
            Files.createDirectories(directory);
            Path program = directory.resolve(".hook-tool");
            try (InputStream script = Objects.requireNonNull(
                    ToolDirectory.class.getResourceAsStream("/pgcharm/local/hook-tool"), "hook-tool")) {
                Files.write(program, script.readAllBytes());
            }
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String tool : HookTools.names()) {
                Path link = directory.resolve(tool);
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, program.getFileName());
                }
            }
        } catch (IOException e) {
            throw new RunException("cannot install the hook tools in " + directory + ": " + e.getMessage(), e);
        }
    }
}
