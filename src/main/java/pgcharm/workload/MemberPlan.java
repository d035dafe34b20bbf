package pgcharm.workload;

import java.util.List;
import pgcharm.workload.pebble.DirectoryToMake;
import pgcharm.workload.pebble.FileToWrite;

/// What has to change in a unit's container, in this order. It prints without what the files hold.
record MemberPlan(List<DirectoryToMake> directories, List<FileToWrite> files, Start start) {
    /// How what was written takes effect.
    enum Start {
        /// There is nothing to take effect.
        NOTHING,
        /// Patroni reads its file and its certificate again, and lets PostgreSQL do the same.
        RELOAD,
        /// A service that should run does not.
        START,
        /// The layer is new or another one: it is added, and services that it changes are restarted.
        REPLAN
    }

    MemberPlan {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }

    /// Whether PostgreSQL may need a moment before it answers.
    boolean starts() {
        return start == Start.START || start == Start.REPLAN;
    }
}
