package pgcharm.bench;

/// What is measured, and how it is to come out.
enum Event {
    NOTHING("update-status of the do-nothing charm", new Goal(1, 3, 0, 96)),
    FOLLOWER("any hook on a unit that does not lead", new Goal(0.45, 2, 0, 64)),
    UPDATE_STATUS("update-status, one relation", new Goal(0.8, 6, 1, 96)),
    REPEATED("repeated relation-changed", new Goal(0.9, 5, 1, 96)),
    FIRST("first relation-changed", new Goal(1.4, 13, 3, 96)),
    BROKEN("relation-broken", new Goal(1.2, 6, 1, 96));

    private final String title;
    private final Goal goal;

    /// @param ratio the most wall time, as a share of the do-nothing charm's
    /// @param tools the most hook tools
    /// @param connections the most connections to the server
    /// @param megabytes the most memory of all processes together
    record Goal(double ratio, int tools, int connections, int megabytes) {}

    Event(String title, Goal goal) {
        this.title = title;
        this.goal = goal;
    }

    String title() {
        return title;
    }

    Goal goal() {
        return goal;
    }
}
