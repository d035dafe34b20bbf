package pgcharm.local.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// What a process printed: text, or base64 where it is not UTF-8.
record Printed(String text, boolean isBase64) {
    static Printed read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        try {
            return new Printed(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    false);
        } catch (CharacterCodingException _) {
            return new Printed(Base64.getEncoder().encodeToString(bytes), true);
        }
    }

    List<String> lines() {
        return text.lines().toList();
    }
}
