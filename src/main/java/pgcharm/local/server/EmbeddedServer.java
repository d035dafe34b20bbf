package pgcharm.local.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL server on the loopback address, with its data below one directory.
///
/// It outlives this process: whoever opens the directory again finds the same server, port and admin, and starts it
/// when it is not running. Only [#stop] ends it. Every login needs its password (SCRAM-SHA-256). What is written is not
/// forced to disk.
public final class EmbeddedServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String ADMIN = "postgres";
    private static final int FIRST_PORT = 16_384;
    private static final int FIRST_CLIENT_PORT = 32_768;

    private final Path directory;
    private final ServerPrograms programs;

    private EmbeddedServer(Path directory, ServerPrograms programs) {
        this.directory = directory;
        this.programs = programs;
    }

    /// The superuser.
    public record Admin(String username, String password) {
        public Admin {
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return username + ":***";
        }
    }

    /// Starts the server of `directory`, after making it if there is none; leaves a running one alone.
    ///
    /// @param cache where versions are unpacked, to be shared by all servers
    /// @param settings lines of postgresql.conf; they count from the next start on
    public static EmbeddedServer start(Path directory, PostgresArchive archive, Path cache, List<String> settings) {
        EmbeddedServer server = in(directory, archive, cache);
        server.start(settings);
        return server;
    }

    /// The server of `directory`, running or not, made or not.
    public static EmbeddedServer in(Path directory, PostgresArchive archive, Path cache) {
        return new EmbeddedServer(
                directory.toAbsolutePath(),
                new ServerPrograms(archive.unpack(cache.toAbsolutePath()), ServerAccount.choose()));
    }

    public void start(List<String> settings) {
        if (isRunning()) {
            return;
        }
        try {
            initialise();
            Files.deleteIfExists(data().resolve("postmaster.pid"));
            List<String> lines = new ArrayList<>(settings);
            lines.add("port = " + port());
            Files.write(data().resolve("embedded.conf"), lines);
            programs.own(data());
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot prepare PostgreSQL in " + directory + ": " + e.getMessage(), e);
        }
        programs.run(
                directory,
                List.of("pg_ctl", "-D", data().toString(), "-l", log().toString(), "-w", "-t", "60", "-s", "start"),
                log());
    }

    /// Ends the sessions and the server; does nothing when it is not running.
    public void stop() {
        pid().ifPresent(pid -> programs.end(pid, "INT", data()));
    }

    /// Ends the server as a crash would.
    public void kill() {
        pid().ifPresent(pid -> programs.end(pid, "KILL", data()));
    }

    @Override
    public void close() {
        stop();
    }

    public boolean isRunning() {
        return pid().isPresent();
    }

    /// The process of the running server.
    public Optional<Long> pid() {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .map(line -> Long.valueOf(line.strip()))
                    .filter(pid -> programs.worksIn(pid, data()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return Integer.parseInt(read("port"));
    }

    public String endpoint() {
        return HOST + ":" + port();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + endpoint() + "/" + database;
    }

    public Admin admin() {
        return new Admin(ADMIN, read("admin-password"));
    }

    /// The data directory, for `pg_hba.conf` and certificates.
    public Path data() {
        return directory.resolve("data");
    }

    public Path log() {
        return directory.resolve("server.log");
    }

    private void initialise() throws IOException {
        if (Files.exists(data().resolve("embedded.conf"))) {
            return;
        }
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        write("admin-password", HexFormat.of().formatHex(random));
        write("port", Integer.toString(freePort()));
        programs.own(directory);
        programs.run(
                directory,
                List.of(
                        "initdb",
                        "--pgdata=" + data(),
                        "--username=" + ADMIN,
                        "--pwfile=" + directory.resolve("admin-password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"),
                log());
        Files.write(
                data().resolve("postgresql.conf"),
                List.of(
                        "listen_addresses = '" + HOST + "'",
                        "unix_socket_directories = ''",
                        "password_encryption = 'scram-sha-256'",
                        "shared_buffers = '32MB'",
                        "fsync = off",
                        "synchronous_commit = off",
                        "full_page_writes = off",
                        "include = 'embedded.conf'"),
                StandardOpenOption.APPEND);
    }

    /// One that no client is given by the system, so that it stays free while the server is made, or down.
    private static int freePort() throws IOException {
        SecureRandom random = new SecureRandom();
        while (true) {
            int port = random.nextInt(FIRST_PORT, FIRST_CLIENT_PORT);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // somebody has it
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name)).strip();
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot read " + name + " of the PostgreSQL in " + directory, e);
        }
    }
}
