package pgcharm.juju;

import java.time.Duration;

/// A hook tool that did not do what it was called for.
public final class HookToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        RELATION_GONE,
        SECRET_MISSING,
        NOT_ALLOWED,
        NOT_LEADER,
        TIMED_OUT,
        FAILED
    }

    private final Kind kind;

    private HookToolException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static HookToolException timedOut(String tool, Duration timeout) {
        return new HookToolException(Kind.TIMED_OUT, tool + " did not end within " + timeout.toSeconds() + " s");
    }

    static HookToolException notStarted(String tool, String why) {
        return new HookToolException(Kind.FAILED, "cannot run " + tool + ": " + why);
    }

    static HookToolException notLeader() {
        return new HookToolException(Kind.NOT_LEADER, "another unit has become the leader, and goes on");
    }

    static HookToolException nonsense(String tool, String why) {
        return new HookToolException(Kind.FAILED, "cannot read what " + tool + " printed: " + why);
    }

    /// @param stderr what the tool said; Juju has no error codes, its words are all there is
    static HookToolException of(String tool, int exit, String stderr) {
        String said = stderr.strip().replaceFirst("^ERROR ", "");
        Kind kind;
        if (said.contains("relation not found")) {
            kind = Kind.RELATION_GONE;
        } else if (said.contains("this unit is not the leader") || said.contains("cannot write relation settings")) {
            kind = Kind.NOT_LEADER;
        } else if (said.contains("permission denied") || said.contains("access denied")) {
            kind = Kind.NOT_ALLOWED;
        } else if (tool.startsWith("secret-") && (said.contains("not found") || said.contains("secret URI"))) {
            kind = Kind.SECRET_MISSING;
        } else {
            kind = Kind.FAILED;
        }
        return new HookToolException(kind, tool + " failed with exit code " + exit + ": " + said);
    }
}
