package pgcharm.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// A certificate with its key; both PEM.
///
/// @param authority PEM of who signed it
record Certificate(String pem, String key, String authority) {
    private static final String PASSWORD = "password";

    /// One that signs itself.
    ///
    /// @param host as in keytool's SAN: `IP:127.0.0.1` or `DNS:db.example.com`
    static Certificate of(String host, Path directory) throws IOException, GeneralSecurityException {
        Path store = store(host, directory);
        make(store, "server", "SAN=" + host, List.of("-ext", "BC=ca:true"));
        return of(store, "server");
    }

    /// One that an authority has signed.
    ///
    /// @param fromDay the first of the 90 days that it is valid for, counted from today
    static Certificate signed(String host, int fromDay, Path directory) throws IOException, GeneralSecurityException {
        Path store = store(host + fromDay, directory);
        make(store, "authority", "KU=keyCertSign", List.of("-ext", "BC=ca:true"));
        make(store, "server", "SAN=" + host, List.of("-startdate", "%+dd".formatted(fromDay), "-signer", "authority"));
        return of(store, "authority");
    }

    private static Certificate of(Path store, String authority) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificate(
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()),
                pem("CERTIFICATE", keys.getCertificate(authority).getEncoded()));
    }

    private static Path store(String name, Path directory) {
        return directory.resolve(name.toLowerCase(Locale.ROOT).replace(':', '-') + ".p12");
    }

    private static void make(Path store, String alias, String extension, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(options);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(store)) {
            throw new IOException("keytool made no certificate: " + said);
        }
    }

    /// Where a server looks for them.
    void install(Path data) throws IOException {
        Files.writeString(data.resolve("server.crt"), pem);
        Path keyFile = data.resolve("server.key");
        Files.deleteIfExists(keyFile);
        Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keyFile, key);
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }
}
