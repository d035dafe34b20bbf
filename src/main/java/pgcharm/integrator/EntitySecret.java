package pgcharm.integrator;

import java.util.Optional;
import pgcharm.juju.Invocation;
import pgcharm.juju.RelationId;
import pgcharm.juju.SecretContent;
import pgcharm.juju.Secrets;

/// This application's own secret that tells one provider the wanted user name. It exists until the provider has served
/// the relation, and is found by its label, so that what a failed commit left behind is used again.
final class EntitySecret {
    private final Secrets secrets;
    private final RelationId relation;
    private final String label;

    EntitySecret(Invocation invocation, RelationId relation) {
        this.secrets = invocation.tools().secrets();
        this.relation = relation;
        this.label = invocation.modelUuid() + "-" + relation.number() + "-requested-entity";
    }

    /// Makes the secret hold exactly this content and lets the provider read it.
    ///
    /// @param told whether the provider knows its URI already
    /// @return its URI
    String hold(SecretContent content, boolean told) {
        Optional<String> present = secrets.find(label);
        if (present.isEmpty()) {
            String uri = secrets.add(label, content.values());
            secrets.grant(uri, relation);
            return uri;
        }
        String uri = present.get();
        if (!secrets.own(uri).equals(content)) {
            secrets.set(uri, content.values());
        }
        if (!told) {
            secrets.grant(uri, relation);
        }
        return uri;
    }

    void remove() {
        secrets.find(label).ifPresent(secrets::remove);
    }
}
