package pgcharm.local.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A hook that a unit is to run.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Hook {
    /// Its name, as in `JUJU_HOOK_NAME`.
    String name();

    /// The variables that only this hook has.
    Map<String, String> environment();

    /// A hook about the unit itself, or one that this Juju does not know.
    record UnitHook(String name, Map<String, String> environment) implements Hook {
        public UnitHook {
            requireNonNull(name, "name");
            environment = Map.copyOf(environment);
        }

        static UnitHook of(String name) {
            return new UnitHook(name, Map.of());
        }
    }

    /// What happened to a relation.
    enum RelationEvent {
        CREATED,
        JOINED,
        CHANGED,
        DEPARTED,
        BROKEN;

        @Override
        public String toString() {
            return "relation-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /// A hook about a relation.
    ///
    /// @param remoteUnit empty where the event is about the application
    /// @param departingUnit empty unless departed
    /// @param version of the settings it tells of
    /// @param forced asked for by a person: leaves the agent's memory alone
    record RelationHook(
            String endpoint,
            RelationEvent event,
            int relation,
            String remoteApplication,
            String remoteUnit,
            String departingUnit,
            long version,
            boolean forced)
            implements Hook {
        public RelationHook {
            requireNonNull(endpoint, "endpoint");
            requireNonNull(event, "event");
            requireNonNull(remoteApplication, "remoteApplication");
            requireNonNull(remoteUnit, "remoteUnit");
            requireNonNull(departingUnit, "departingUnit");
        }

        @Override
        public String name() {
            return endpoint + "-" + event;
        }

        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new TreeMap<>();
            variables.put("JUJU_RELATION", endpoint);
            variables.put("JUJU_RELATION_ID", endpoint + ":" + relation);
            variables.put("JUJU_REMOTE_APP", remoteApplication);
            variables.put("JUJU_REMOTE_UNIT", remoteUnit);
            if (!departingUnit.isEmpty()) {
                variables.put("JUJU_DEPARTING_UNIT", departingUnit);
            }
            return variables;
        }
    }

    /// A hook about a secret: `secret-changed`, `secret-remove`, `secret-rotate`, `secret-expired`.
    record SecretHook(String name, String id, int revision, String label) implements Hook {
        public SecretHook {
            requireNonNull(name, "name");
            requireNonNull(id, "id");
            requireNonNull(label, "label");
        }

        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new TreeMap<>();
            variables.put("JUJU_SECRET_ID", "secret:" + id);
            variables.put("JUJU_SECRET_LABEL", label);
            if (name.equals("secret-remove") || name.equals("secret-expired")) {
                variables.put("JUJU_SECRET_REVISION", Integer.toString(revision));
            }
            return variables;
        }
    }
}
