package pgcharm.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pgcharm.access.Admin;
import pgcharm.access.Attribute;
import pgcharm.access.Catalog;
import pgcharm.access.DataRole;
import pgcharm.access.Database;
import pgcharm.access.DatabaseRoles;
import pgcharm.access.Names;
import pgcharm.access.Realm;
import pgcharm.access.Role;

/// Reads the catalog in one round trip.
final class CatalogQuery {
    private static final String ADMIN = """
            SELECT r.rolname, r.rolsuper, current_database(),
                   CASE WHEN r.rolsuper THEN '{}'::text[] ELSE ARRAY(
                     SELECT g.rolname::text FROM pg_roles g
                     WHERE pg_has_role(r.oid, g.oid, 'USAGE')
                       AND pg_has_role(r.oid, g.oid,
                             CASE WHEN current_setting('server_version_num')::int >= 160000
                                  THEN 'SET' ELSE 'MEMBER' END)) END
            FROM pg_roles r WHERE r.rolname = current_user;
            """;

    /// Databases with something that belongs to one of the logins, or with a grant or policy that names one.
    private static final String TOUCHED = """
            SELECT s.dbid FROM pg_shdescription l JOIN pg_shdepend s ON s.refobjid = l.objoid
            WHERE l.classoid = 'pg_authid'::regclass AND s.refclassid = 'pg_authid'::regclass
              AND starts_with(l.description, ?) AND l.description LIKE '%"kind":"login"%'
            """;

    /// The roles asked for; logins that follow a prefix; logins that make databases, with the roles these belong to.
    /// Of a role's settings only `role` matters here (`pg_db_role_setting`; database 0 stands for all).
    ///
    /// What belongs to the roles is gathered for all at once: a look for each of thousands takes seconds.
    private static final String ROLES = """
            WITH wanted AS MATERIALIZED (
                SELECT r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
                       coalesce(c.description, '') AS comment
                FROM pg_roles r
                LEFT JOIN pg_shdescription c ON c.objoid = r.oid AND c.classoid = 'pg_authid'::regclass
                WHERE r.rolname = ANY(?) OR starts_with(c.description, ?)
                   OR (starts_with(c.description, ?) AND c.description LIKE '%%*","since":"%%')
                   OR r.oid IN (SELECT s.setrole FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS o
                                WHERE s.setdatabase = 0 AND starts_with(o, 'role=charmed_'))
                   OR r.rolname IN (SELECT substr(o, 6) FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS o
                                    WHERE s.setdatabase = 0 AND starts_with(o, 'role=charmed_'))
                   OR r.rolname IN (SELECT 'charmed_' || d.datname || '_owner' FROM pg_database d
                                    WHERE d.oid IN (%s))),
            memberships AS (
                SELECT m.member AS role, array_agg(DISTINCT g.rolname::text) AS groups
                FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                WHERE m.member IN (SELECT oid FROM wanted) GROUP BY m.member),
            settings AS (
                SELECT s.setrole AS role, array_agg(coalesce(d.datname::text, '') ORDER BY s.setdatabase) AS databases,
                       array_agg(substr(o, 6) ORDER BY s.setdatabase) AS roles
                FROM pg_db_role_setting s
                CROSS JOIN unnest(s.setconfig) AS o LEFT JOIN pg_database d ON d.oid = s.setdatabase
                WHERE starts_with(o, 'role=') AND s.setrole IN (SELECT oid FROM wanted) GROUP BY s.setrole),
            objects AS (
                SELECT s.refobjid AS role, array_agg(DISTINCT coalesce(d.datname::text, '')) AS databases
                FROM pg_shdepend s LEFT JOIN pg_database d ON d.oid = s.dbid
                WHERE s.refclassid = 'pg_authid'::regclass
                  AND s.refobjid IN (SELECT oid FROM wanted WHERE comment LIKE '%%"kind":"login"%%')
                GROUP BY s.refobjid)
            SELECT w.rolname, w.rolcanlogin, w.rolsuper, w.rolcreaterole, w.rolcreatedb, w.rolreplication, w.comment,
                   coalesce(m.groups, '{}'), coalesce(s.databases, '{}'), coalesce(s.roles, '{}'),
                   coalesce(o.databases, '{}')
            FROM wanted w LEFT JOIN memberships m ON m.role = w.oid LEFT JOIN settings s ON s.role = w.oid
            LEFT JOIN objects o ON o.role = w.oid;
            """.formatted(TOUCHED);

    private static final String DATABASES = """
            SELECT d.datname, pg_get_userbyid(d.datdba),
                   ARRAY(SELECT CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END
                         FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                         WHERE a.privilege_type = 'CONNECT')
            FROM pg_database d WHERE ? OR d.datname = ANY(?) OR d.oid IN (%s)
            """.formatted(TOUCHED);

    private CatalogQuery() {}

    static Catalog read(Connection connection, int major, Realm realm, Scope scope) throws SQLException {
        List<String> roleNames = new ArrayList<>(List.of(Names.RELATION_ACCESS, Names.DATABASES_OWNER, Names.ADMIN));
        Stream.of(DataRole.values()).map(DataRole::word).forEach(roleNames::add);
        Scope.One request = switch (scope) {
            case Scope.All() -> new Scope.One(Optional.empty(), List.of(), List.of());
            case Scope.Wide(Scope.One one) -> one;
            case Scope.One one -> one;
        };
        boolean everything = !scope.equals(request);
        roleNames.addAll(request.logins());
        request.databases().stream().map(DatabaseRoles::new).forEach(roles -> {
            roleNames.add(roles.owner());
            roleNames.add(roles.admin());
            Stream.of(DataRole.values()).map(roles::name).forEach(roleNames::add);
        });
        String prefix = everything
                ? Marks.prefix(realm)
                : request.relation()
                        .map(relation -> Marks.prefix(realm, relation))
                        .orElse("no comment begins like this");
        try (PreparedStatement query = connection.prepareStatement(ADMIN + ROLES + DATABASES)) {
            query.setArray(1, array(connection, roleNames));
            query.setString(2, prefix);
            query.setString(3, Marks.prefix(realm));
            query.setString(4, prefix);
            query.setBoolean(5, everything);
            query.setArray(6, array(connection, request.databases()));
            query.setString(7, prefix);
            query.execute();
            Admin admin = admin(query.getResultSet());
            query.getMoreResults();
            Map<String, Role> roles = roles(query.getResultSet());
            query.getMoreResults();
            return new Catalog(major, admin, roles, databases(query.getResultSet()));
        }
    }

    private static Admin admin(ResultSet row) throws SQLException {
        row.next();
        return new Admin(row.getString(1), row.getBoolean(2), Set.copyOf(texts(row, 4)), row.getString(3));
    }

    private static Map<String, Role> roles(ResultSet row) throws SQLException {
        Map<String, Role> roles = new HashMap<>();
        while (row.next()) {
            Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
            Attribute[] columns = {Attribute.SUPERUSER, Attribute.CREATEROLE, Attribute.CREATEDB, Attribute.REPLICATION
            };
            for (int i = 0; i < columns.length; i++) {
                if (row.getBoolean(3 + i)) {
                    attributes.add(columns[i]);
                }
            }
            Map<String, String> actsAs = new HashMap<>();
            List<String> where = texts(row, 9);
            List<String> as = texts(row, 10);
            for (int i = 0; i < where.size(); i++) {
                actsAs.put(where.get(i), as.get(i));
            }
            Role role = new Role(
                    row.getString(1),
                    row.getBoolean(2),
                    attributes,
                    Marks.parse(row.getString(7)),
                    Set.copyOf(texts(row, 8)),
                    actsAs,
                    Set.copyOf(texts(row, 11)));
            roles.put(role.name(), role);
        }
        return roles;
    }

    private static Map<String, Database> databases(ResultSet row) throws SQLException {
        Map<String, Database> databases = new HashMap<>();
        while (row.next()) {
            Database database = new Database(row.getString(1), row.getString(2), Set.copyOf(texts(row, 3)));
            databases.put(database.name(), database);
        }
        return databases;
    }

    /// Without what cannot be a name: nothing has it, and the server could not even be asked.
    private static Array array(Connection connection, List<String> names) throws SQLException {
        return connection.createArrayOf(
                "text", names.stream().filter(Names::isIdentifier).toArray());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
