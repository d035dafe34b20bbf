package pgcharm.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pgcharm.access.SystemPasswords;
import pgcharm.access.SystemUser;
import pgcharm.postgres.AdminSession;
import pgcharm.postgres.Endpoint;
import pgcharm.postgres.ServerAccess;
import pgcharm.workload.ClusterNames;
import pgcharm.workload.patroni.Image;
import pgcharm.workload.patroni.MemberState;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.PatroniException;
import pgcharm.workload.patroni.PatroniLayer;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.patroni.Resources;
import pgcharm.workload.patroni.Settings;
import pgcharm.workload.pebble.DirectoryToMake;
import pgcharm.workload.pebble.FileOwner;
import pgcharm.workload.pebble.FileToWrite;
import pgcharm.workload.pebble.Pebble;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;

/// Members of one cluster, brought up in their pods through Pebble and asked by their addresses, without any hook.
final class PatroniMembers implements AutoCloseable {
    private static final Duration CHANGE = Duration.ofSeconds(90);
    private static final FileOwner OWNER = new FileOwner("postgres", "postgres");

    private final Cluster cluster;
    private final ClusterNames names;
    private final Image image;
    private final CertificateAuthority authority;
    private SystemPasswords passwords = SystemPasswords.random(new SecureRandom());
    private Map<String, String> options = Map.of("profile", "testing");
    private PatroniApi api;

    PatroniMembers(Cluster cluster, String application) {
        this.cluster = cluster;
        Programs programs = Programs.ofEnvironment();
        names = new ClusterNames(application, KubeApi.NAMESPACE);
        image = new Image(
                programs.patroni().toString(),
                programs.postgres().toString(),
                Optional.empty(),
                "postgres",
                "postgres");
        authority = CertificateAuthority.create(application, Instant.now());
        api = new PatroniApi(authority.certificate(), passwords.of(SystemUser.PATRONI));
    }

    String unit(int number) {
        return names.application() + "/" + number;
    }

    Pod pod(int number) {
        return cluster.podOf(unit(number));
    }

    ClusterNames names() {
        return names;
    }

    PatroniApi api() {
        return api;
    }

    SystemPasswords passwords() {
        return passwords;
    }

    void start(int number) {
        try (Pebble pebble = Pebble.at(pod(number).socket())) {
            pebble.makeDirectories(Places.DIRECTORIES.stream()
                    .map(path -> new DirectoryToMake(path, 0700, OWNER))
                    .toList());
            renewCertificate(number);
            write(pebble, Places.PATRONI_YML, config(number).text());
            pebble.addLayer(PatroniLayer.LABEL, PatroniLayer.of(image));
            pebble.replan();
        }
    }

    PatroniConfig config(int number) {
        if (Settings.read(options) instanceof Settings.Reading.Valid(Settings settings)) {
            return new PatroniConfig(
                    names, unit(number), image, new Resources(512L << 20, true, 2), settings, passwords);
        }
        throw new IllegalArgumentException(options.toString());
    }

    void configure(Map<String, String> changed) {
        options = Map.copyOf(changed);
    }

    void choose(SystemPasswords changed) {
        passwords = changed;
        api.close();
        api = new PatroniApi(authority.certificate(), passwords.of(SystemUser.PATRONI));
    }

    void renewCertificate(int number) {
        UnitCertificate certificate = authority.issue(
                SubjectNames.of(
                        List.of(names.podHost(unit(number)), names.primaryHost()),
                        Set.of(pod(number).address())),
                Instant.now());
        try (Pebble pebble = Pebble.at(pod(number).socket())) {
            write(pebble, Places.PRIVATE_KEY, certificate.privateKey());
            write(pebble, Places.CERTIFICATE, certificate.certificate());
            write(pebble, Places.AUTHORITY, authority.certificate());
        }
    }

    /// Writes the configuration as it should be now, and lets Patroni read all its files.
    void reload(int number) {
        try (Pebble pebble = Pebble.at(pod(number).socket())) {
            write(pebble, Places.PATRONI_YML, config(number).text());
            pebble.signal("SIGHUP", PatroniLayer.PATRONI);
        }
    }

    Optional<MemberState> state(int number) {
        try {
            return Optional.of(api.member(pod(number).address()));
        } catch (PatroniException _) {
            return Optional.empty();
        }
    }

    boolean isPrimary(int number) {
        return state(number).filter(MemberState::isRunningPrimary).isPresent();
    }

    boolean isSynchronousStandby(int number) {
        return state(number).filter(MemberState::synchronousStandby).isPresent();
    }

    void awaitPrimary(int number) {
        Wait.until(CHANGE, () -> unit(number) + " is " + state(number), () -> isPrimary(number));
    }

    void awaitSynchronousStandby(int number) {
        Wait.until(CHANGE, () -> unit(number) + " is " + state(number), () -> isSynchronousStandby(number));
    }

    AdminSession session(int number, SystemPasswords with) {
        return AdminSession.open(access(number, with));
    }

    ServerAccess access(int number, SystemPasswords with) {
        return new ServerAccess(
                List.of(new Endpoint(pod(number).address(), 5432)),
                List.of(),
                SystemUser.OPERATOR.key(),
                with.of(SystemUser.OPERATOR),
                "postgres",
                Optional.of("verify-full"),
                Optional.of(authority.certificate()),
                true);
    }

    /// Asks PostgreSQL through its unix socket, as its user in the container.
    String ask(int number, String query) {
        return Command.run(pod(number)
                        .inWorkload(
                                "setpriv",
                                "--reuid",
                                "postgres",
                                "--regid",
                                "postgres",
                                "--clear-groups",
                                image.postgresBin() + "/psql",
                                "-h",
                                Places.SOCKETS,
                                "-U",
                                SystemUser.OPERATOR.key(),
                                "-d",
                                "postgres",
                                "-Atc",
                                query))
                .strip();
    }

    private static void write(Pebble pebble, String path, String content) {
        pebble.write(List.of(new FileToWrite(path, content, 0600, OWNER)));
    }

    @Override
    public void close() {
        api.close();
    }
}
