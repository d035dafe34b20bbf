package pgcharm.local.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pgcharm.local.charm.Charm;
import pgcharm.local.charm.ConfigOption;

/// An application. A ghost has units that run no processes.
public final class Application {
    private String name = "";
    private String address = "";
    private boolean ghost;
    Charm charm = new Charm("", List.of(), Set.of(), Set.of(), Map.of(), Map.of(), Map.of());
    String charmPath = "";
    boolean trusted;
    Life life = Life.ALIVE;
    Map<String, Object> settings = new TreeMap<>();
    int configVersion = 1;
    List<Unit> units = new ArrayList<>();
    int nextUnit;
    String leader = "";

    @Nullable
    Status status;

    Map<String, String> resources = new TreeMap<>();
    Map<String, String> leaderSettings = new TreeMap<>();
    Map<String, String> environment = new TreeMap<>();
    Set<Integer> relations = new TreeSet<>();

    private Application() {}

    Application(String name, String address, Charm charm, String charmPath, boolean ghost) {
        this.name = name;
        this.address = address;
        this.charm = charm;
        this.charmPath = charmPath;
        this.ghost = ghost;
    }

    public String name() {
        return name;
    }

    /// The address of the application's service.
    public String address() {
        return address;
    }

    public boolean isGhost() {
        return ghost;
    }

    public Charm charm() {
        return charm;
    }

    public String charmPath() {
        return charmPath;
    }

    /// Counts the changes of the configuration.
    public int configVersion() {
        return configVersion;
    }

    public Life life() {
        return life;
    }

    public List<Unit> units() {
        return Collections.unmodifiableList(units);
    }

    /// The name of the leader, or empty.
    public String leader() {
        return leader;
    }

    public boolean isLeader(Unit unit) {
        return leader.equals(unit.name());
    }

    public Map<String, String> resources() {
        return Collections.unmodifiableMap(resources);
    }

    /// Variables that every hook gets, which Juju has not.
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    /// What the operator has set.
    public Map<String, Object> settings() {
        return Collections.unmodifiableMap(settings);
    }

    /// Every option; those with neither value nor default are empty.
    public Map<String, Optional<Object>> config() {
        Map<String, Optional<Object>> all = new TreeMap<>();
        for (ConfigOption option : charm.options().values()) {
            all.put(
                    option.name(),
                    Optional.ofNullable(settings.get(option.name())).or(option::defaultValue));
        }
        return all;
    }

    /// An empty value removes its key.
    void setLeaderSettings(Map<String, String> changes) {
        leaderSettings.putAll(changes);
        leaderSettings.values().removeIf(String::isEmpty);
    }

    /// The status set by the leader, else that of the unit worst off.
    public Status effectiveStatus() {
        Status worst = Status.now("unknown", "");
        if (status != null) {
            return status;
        }
        for (Unit unit : units) {
            Status own = unit.failed().isPresent() ? unit.agent() : unit.status();
            worst = own.weight() > worst.weight() ? own : worst;
        }
        return worst;
    }
}
