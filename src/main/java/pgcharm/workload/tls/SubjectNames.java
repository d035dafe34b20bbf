package pgcharm.workload.tls;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a certificate is good for. The first DNS name is its common name too.
///
/// @param addresses IP addresses, textual
public record SubjectNames(Set<String> dnsNames, Set<String> addresses) {
    /// @throws IllegalArgumentException without a DNS name
    public SubjectNames {
        dnsNames = Collections.unmodifiableSet(new LinkedHashSet<>(dnsNames));
        addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
        if (dnsNames.isEmpty()) {
            throw new IllegalArgumentException("a certificate needs a DNS name");
        }
    }

    public static SubjectNames of(Collection<String> dnsNames, Collection<String> addresses) {
        return new SubjectNames(new LinkedHashSet<>(dnsNames), new LinkedHashSet<>(addresses));
    }
}
