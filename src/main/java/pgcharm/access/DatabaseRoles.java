package pgcharm.access;

/// Names of the group roles of one database.
public record DatabaseRoles(String database) {
    /// Owns schema `public` and everything that applications create.
    public String owner() {
        return "charmed_" + database + "_owner";
    }

    /// May act as the owner; a plain login is a member.
    public String admin() {
        return "charmed_" + database + "_admin";
    }

    public String name(DataRole role) {
        return "charmed_" + database + "_" + role.suffix();
    }
}
