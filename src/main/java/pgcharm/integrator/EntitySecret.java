package pgcharm.integrator;

import java.util.Optional;
import pgcharm.juju.HookTools;
import pgcharm.juju.Invocation;
import pgcharm.juju.RelationId;
import pgcharm.juju.SecretContent;

/// This application's own secret that tells one provider the wanted user name. It exists until the provider has served
/// the relation, and is found by its label, so that what a failed commit left behind is used again.
final class EntitySecret {
    private final HookTools tools;
    private final RelationId relation;
    private final String label;

    EntitySecret(Invocation invocation, RelationId relation) {
        this.tools = invocation.tools();
        this.relation = relation;
        this.label = invocation.modelUuid() + "-" + relation.number() + "-requested-entity";
    }

    /// Makes the secret hold exactly this content and lets the provider read it.
    ///
    /// @param told whether the provider knows its URI already
    /// @return its URI
    String hold(SecretContent content, boolean told) {
        Optional<String> present = tools.findSecret(label);
        if (present.isEmpty()) {
            String uri = tools.addSecret(label, content.values());
            tools.grantSecret(uri, relation);
            return uri;
        }
        String uri = present.get();
        if (!tools.ownSecret(uri).equals(content)) {
            tools.setSecret(uri, content.values());
        }
        if (!told) {
            tools.grantSecret(uri, relation);
        }
        return uri;
    }

    void remove() {
        tools.findSecret(label).ifPresent(tools::removeSecret);
    }
}
