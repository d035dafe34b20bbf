package pgcharm.local.model;

/// Juju's names that tell kinds of entities apart.
final class Tags {
    private Tags() {}

    static String application(String name) {
        return "application-" + name;
    }

    static String unit(String name) {
        return "unit-" + name.replace('/', '-');
    }

    static String model(String uuid) {
        return "model-" + uuid;
    }

    static String applicationOf(String unit) {
        int slash = unit.lastIndexOf('/');
        return slash < 0 ? unit : unit.substring(0, slash);
    }
}
