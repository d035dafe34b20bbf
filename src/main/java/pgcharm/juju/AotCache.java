package pgcharm.juju;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The AOT cache that `dispatch` started this JVM with.
final class AotCache {
    private AotCache() {}

    /// Removes one that the JVM could not use, because it is damaged or was made for another machine: `dispatch` then
    /// has one recorded.
    static void removeUnusable() {
        String cache = System.getProperty("aot.cache", "");
        boolean used = System.getProperty("java.vm.info", "").contains("sharing");
        if (!cache.isEmpty() && !used) {
            try {
                Files.deleteIfExists(Path.of(cache));
            } catch (IOException _) {
                // hooks start slowly
            }
        }
    }
}
