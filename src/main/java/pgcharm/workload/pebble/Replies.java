package pgcharm.workload.pebble;

/// Pebble's JSON objects as values.
final class Replies {
    private Replies() {}

    static ServiceState service(Fields fields) {
        return new ServiceState(
                fields.text("name"),
                fields.text("startup").equals("enabled"),
                switch (fields.text("current")) {
                    case "active" -> ServiceState.Current.ACTIVE;
                    case "inactive" -> ServiceState.Current.INACTIVE;
                    case "backoff" -> ServiceState.Current.BACKOFF;
                    default -> ServiceState.Current.ERROR;
                });
    }

    static CheckState check(Fields fields) {
        CheckState.Status status = switch (fields.text("status")) {
            case "up" -> CheckState.Status.UP;
            case "down" -> CheckState.Status.DOWN;
            default -> CheckState.Status.INACTIVE;
        };
        return new CheckState(
                fields.text("name"), status, (int) fields.number("failures"), (int) fields.number("threshold"));
    }

    static Notice notice(Fields fields) {
        return new Notice(
                fields.text("id"),
                fields.text("type"),
                fields.text("key"),
                fields.text("last-occurred"),
                (int) fields.number("occurrences"),
                fields.strings("last-data"));
    }

    static Change change(Fields fields) {
        return new Change(
                fields.text("id"),
                fields.text("kind"),
                fields.text("summary"),
                fields.text("status"),
                fields.is("ready"),
                fields.string("err"));
    }

    static FileInfo file(Fields fields) {
        FileInfo.Type type = switch (fields.text("type")) {
            case "file" -> FileInfo.Type.FILE;
            case "directory" -> FileInfo.Type.DIRECTORY;
            case "symlink" -> FileInfo.Type.SYMLINK;
            default -> FileInfo.Type.OTHER;
        };
        return new FileInfo(
                fields.text("path"),
                fields.text("name"),
                type,
                fields.number("size"),
                Integer.parseInt("0" + fields.text("permissions"), 8),
                fields.text("user"),
                fields.text("group"));
    }
}
