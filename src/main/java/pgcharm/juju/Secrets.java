package pgcharm.juju;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Juju's hook tools for secrets. What is written is committed, as all that [HookTools] writes, and goes to a tool by
/// file.
public final class Secrets {
    private static final Pattern URI = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:/-]{0,127}");

    /// Longer than any label that is written here.
    private static final int LABEL_CHARACTERS = 255;

    private final ToolRunner runner;
    private final SecretFiles files;

    Secrets(ToolRunner runner, SecretFiles files) {
        this.runner = runner;
        this.files = files;
    }

    /// The latest revision of another's secret, which this unit then tracks.
    ///
    /// @param uri also one that a client wrote: what could be an option of the tool, or no argument at all, is not
    /// passed to it
    public SecretContent latest(String uri) {
        if (!URI.matcher(uri).matches()) {
            throw HookToolException.of("secret-get", 2, "secret URI not valid");
        }
        return new SecretContent(Json.strings("secret-get", call("secret-get", uri, "--refresh", "--format=json")));
    }

    /// The latest revision of an own secret. From its first read on this unit holds on to the revision it read.
    public SecretContent own(String uri) {
        return new SecretContent(Json.strings("secret-get", call("secret-get", uri, "--peek", "--format=json")));
    }

    /// The latest revision of the application's secret with this label, which this unit then tracks: every unit of the
    /// application may read it. Empty where there is none.
    public Optional<SecretContent> labelled(String label) {
        return found("secret-get", "--label", label, "--refresh", "--format=json")
                .map(printed -> new SecretContent(Json.strings("secret-get", printed)));
    }

    /// URI of the own secret with this label, also of one that outlived a failed commit.
    ///
    /// @param label also with a name that somebody wrote: none has a label that cannot be an argument
    public Optional<String> find(String label) {
        if (label.length() > LABEL_CHARACTERS || label.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return info("secret-info-get", "--label", label, "--format=json");
    }

    /// Whether the secret is this application's; to be asked by its leader.
    public boolean isOwn(String uri) {
        return info("secret-info-get", uri, "--format=json").isPresent();
    }

    private Optional<String> info(String... argv) {
        return found(argv).map(Secrets::uri);
    }

    private static String uri(String printed) {
        Set<String> ids = Json.strings("secret-info-get", printed).keySet();
        if (ids.size() != 1) {
            throw HookToolException.nonsense("secret-info-get", "not one secret");
        }
        return "secret:" + ids.iterator().next();
    }

    /// What the tool prints; empty where there is no such secret.
    private Optional<String> found(String... argv) {
        try {
            return Optional.of(call(argv));
        } catch (HookToolException e) {
            if (e.kind() == HookToolException.Kind.SECRET_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Adds a secret of the application; returns its URI.
    public String add(String label, Map<String, String> content) {
        String uri = with(content, List.of("secret-add", "--owner", "application", "--label", label))
                .strip();
        if (!uri.startsWith("secret:") || !URI.matcher(uri).matches()) {
            throw HookToolException.nonsense("secret-add", "not a secret's URI");
        }
        return uri;
    }

    /// Makes a new revision with exactly this content, and lets go of the one that this unit has read: Juju offers
    /// only revisions for removal that nobody holds on to, the owner included.
    public void set(String uri, Map<String, String> content) {
        with(content, List.of("secret-set", uri));
        call("secret-get", uri, "--refresh", "--format=json");
    }

    public void grant(String uri, RelationId relation) {
        call("secret-grant", uri, "-r", relation.toString());
    }

    public void remove(String uri) {
        call("secret-remove", uri);
    }

    public void removeRevision(String uri, int revision) {
        call("secret-remove", uri, "--revision", Integer.toString(revision));
    }

    private String with(Map<String, String> content, List<String> command) {
        return files.with(content, written -> {
            List<String> argv = new ArrayList<>(command);
            written.forEach((key, file) -> argv.add(key + "#file=" + file));
            return runner.printed(argv);
        });
    }

    private String call(String... argv) {
        return runner.printed(List.of(argv));
    }
}
