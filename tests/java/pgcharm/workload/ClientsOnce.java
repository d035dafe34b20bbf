package pgcharm.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pgcharm.access.Password;
import pgcharm.workload.kubernetes.Kubernetes;
import pgcharm.workload.kubernetes.OutsidePod;
import pgcharm.workload.patroni.PatroniApi;
import pgcharm.workload.pebble.Pebble;
import pgcharm.workload.tls.CertificateAuthority;
import pgcharm.workload.tls.SubjectNames;

/// A program that uses each library of the charm's own cluster once, and prints what it learned.
///
/// Its arguments: Pebble's socket; the host, the authority's certificate (a file) and the password of a Patroni; and
/// the directory of a service account.
final class ClientsOnce {
    private ClientsOnce() {}

    static void main(String[] arguments) throws IOException {
        try (Pebble pebble = Pebble.at(Path.of(arguments[0]))) {
            System.out.println(new TreeSet<>(pebble.plan().services()));
        }
        try (PatroniApi patroni = new PatroniApi(Files.readString(Path.of(arguments[2])), new Password(arguments[3]))) {
            System.out.println(patroni.member(arguments[1]).role());
        }
        try (Kubernetes kubernetes = OutsidePod.kubernetes("pg", System.getenv(), Path.of(arguments[4]))) {
            kubernetes.labelPods(List.of("pg-0"));
        }
        CertificateAuthority.create("pg", Instant.now())
                .issue(new SubjectNames(Set.of("pg-0"), Set.of()), Instant.now());
        System.out.println("done");
    }
}
