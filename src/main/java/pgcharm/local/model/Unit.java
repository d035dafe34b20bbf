package pgcharm.local.model;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A unit: what the controller knows of it, and what its agent remembers.
public final class Unit {
    private String name = "";
    private String address = "";
    Life life = Life.ALIVE;
    Status status = Status.now("waiting", "installing agent");
    Status agent = Status.now("allocating", "");
    String workloadVersion = "";
    Map<String, String> state = new TreeMap<>();
    Map<String, Set<Port>> ports = new TreeMap<>();

    boolean installed;
    boolean started;
    boolean stopped;
    boolean removed;
    boolean leaderAccepted;
    boolean leaderSettingsSeen;
    boolean statusSetByCharm;
    int configSeen;
    Map<Integer, UnitRelation> relations = new TreeMap<>();
    Map<String, Integer> changedSecretsSeen = new TreeMap<>();
    Map<String, Set<Integer>> obsoleteRevisionsSeen = new TreeMap<>();

    @Nullable
    Hook next;

    Deque<Hook> fired = new ArrayDeque<>();
    Deque<Hook> updateStatus = new ArrayDeque<>();

    @Nullable
    Hook failed;

    private Unit() {}

    Unit(String name, String address) {
        this.name = name;
        this.address = address;
    }

    public String name() {
        return name;
    }

    public String application() {
        return Tags.applicationOf(name);
    }

    public int number() {
        return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
    }

    public String tag() {
        return Tags.unit(name);
    }

    public String address() {
        return address;
    }

    public Life life() {
        return life;
    }

    public Status status() {
        return status;
    }

    public Status agent() {
        return agent;
    }

    public String workloadVersion() {
        return workloadVersion;
    }

    /// What the charm keeps by state-set.
    public Map<String, String> state() {
        return Collections.unmodifiableMap(state);
    }

    /// Opened ports by endpoint; the empty name stands for all.
    public Map<String, Set<Port>> ports() {
        return Collections.unmodifiableMap(ports);
    }

    public boolean isStarted() {
        return started;
    }

    /// The hook that failed and stops all others.
    public Optional<Hook> failed() {
        return Optional.ofNullable(failed);
    }

    void setPort(String endpoint, Port port, boolean open) {
        Set<Port> set = ports.computeIfAbsent(endpoint, _ -> new TreeSet<>());
        if (open) {
            set.add(port);
        } else {
            set.remove(port);
        }
        if (set.isEmpty()) {
            ports.remove(endpoint);
        }
    }
}
