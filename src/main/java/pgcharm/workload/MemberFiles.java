package pgcharm.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import pgcharm.workload.patroni.PatroniConfig;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.pebble.FileOwner;
import pgcharm.workload.pebble.FileToWrite;
import pgcharm.workload.tls.SubjectNames;
import pgcharm.workload.tls.UnitCertificate;

/// The files of a member that differ from what they should be.
record MemberFiles(Map<String, String> present, FileOwner owner) {
    private static final int SECRET = 0600;

    List<FileToWrite> differing(PatroniConfig config, ClusterSecret secret, Instant now) {
        List<FileToWrite> files = new ArrayList<>(certificate(config, secret, now));
        files.add(file(Places.AUTHORITY, secret.authority().certificate()));
        files.add(file(Places.PATRONI_YML, config.text()));
        files.add(file(ImageFile.PATH, ImageFile.text(config.image())));
        return files.stream()
                .filter(file -> !file.content().equals(present.get(file.path())))
                .toList();
    }

    /// The present certificate while it is good for what it is needed for, else a new one.
    private List<FileToWrite> certificate(PatroniConfig config, ClusterSecret secret, Instant now) {
        SubjectNames names = names(config.names(), config.unit());
        UnitCertificate certificate = new UnitCertificate(
                present.getOrDefault(Places.CERTIFICATE, ""), present.getOrDefault(Places.PRIVATE_KEY, ""));
        if (certificate.needsRenewal(now, names, secret.authority().certificate())) {
            certificate = secret.authority().issue(names, now);
        }
        // the certificate last: whoever finds it finds its key
        return List.of(
                file(Places.PRIVATE_KEY, certificate.privateKey()),
                file(Places.CERTIFICATE, certificate.certificate()));
    }

    /// Clients reach a member by its Services, other members by its pod.
    private static SubjectNames names(ClusterNames names, String unit) {
        return SubjectNames.of(
                Stream.concat(
                                Stream.of(names.podHost(unit), names.primaryHost(), names.replicasHost())
                                        .flatMap(host -> names.forms(host).stream()),
                                Stream.of(names.pod(unit)))
                        .toList(),
                Set.of());
    }

    private FileToWrite file(String path, String content) {
        return new FileToWrite(path, content, SECRET, owner);
    }
}
