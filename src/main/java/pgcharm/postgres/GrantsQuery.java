package pgcharm.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import pgcharm.access.DatabaseObject;
import pgcharm.access.DatabaseRoles;
import pgcharm.access.Grants;
import pgcharm.access.Privilege;

/// Reads in one round trip what a database says about one role's privileges. Grants of others than an object's owner
/// are left out: they are not ours to take back.
final class GrantsQuery {
    /// A row for every privilege of the role and, on the objects wanted, of PUBLIC; and one without a privilege for
    /// every object wanted that the owner role owns.
    private static final String SQL = """
            WITH wanted AS (SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS w (kind, schema, name)),
            role AS (SELECT oid FROM pg_roles WHERE rolname = ?),
            heir AS (SELECT oid FROM pg_roles WHERE rolname = ?),
            object AS (
              SELECT 'DATABASE' AS kind, '' AS schema, datname::text AS name, datdba AS owner, true AS ours,
                     coalesce(datacl, acldefault('d', datdba)) AS acl
              FROM pg_database WHERE datname = current_database()
              UNION ALL
              SELECT 'SCHEMA', '', nspname::text, nspowner, nspowner IN (SELECT oid FROM heir),
                     coalesce(nspacl, acldefault('n', nspowner))
              FROM pg_namespace
              UNION ALL
              SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname::text, c.relname::text,
                     c.relowner, c.relowner IN (SELECT oid FROM heir),
                     coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND (c.relacl IS NOT NULL
                     OR (n.nspname, c.relname) IN (SELECT w.schema::name, w.name::name FROM wanted w)))
            SELECT o.kind, o.schema, o.name, a.privilege_type, a.grantee = 0
            FROM object o CROSS JOIN aclexplode(o.acl) a
            WHERE (o.ours AND a.grantor = o.owner AND a.grantee <> o.owner AND a.grantee IN (SELECT oid FROM role))
               OR (a.grantee = 0 AND (o.kind, o.schema, o.name) IN (SELECT * FROM wanted))
            UNION ALL
            SELECT o.kind, o.schema, o.name, '', false
            FROM object o WHERE o.ours AND (o.kind, o.schema, o.name) IN (SELECT * FROM wanted)
            """;

    private GrantsQuery() {}

    /// @param connection to the database
    /// @param wanted objects that the role is to have privileges on
    static Grants read(Connection connection, DatabaseRoles roles, String role, Set<DatabaseObject> wanted)
            throws SQLException {
        List<DatabaseObject> objects = List.copyOf(wanted);
        try (PreparedStatement query = connection.prepareStatement(SQL)) {
            query.setArray(1, array(connection, objects, object -> object.kind().name()));
            query.setArray(2, array(connection, objects, DatabaseObject::schema));
            query.setArray(3, array(connection, objects, DatabaseObject::name));
            query.setString(4, role);
            query.setString(5, roles.owner());
            try (ResultSet row = query.executeQuery()) {
                return grants(row, wanted);
            }
        }
    }

    private static Grants grants(ResultSet row, Set<DatabaseObject> wanted) throws SQLException {
        Set<Privilege> held = new HashSet<>();
        Set<Privilege> everybodys = new HashSet<>();
        Set<DatabaseObject> missing = new HashSet<>(wanted);
        while (row.next()) {
            DatabaseObject object = new DatabaseObject(
                    DatabaseObject.Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3));
            String word = row.getString(4);
            if (word.isEmpty()) {
                missing.remove(object);
            } else {
                (row.getBoolean(5) ? everybodys : held).add(new Privilege(object, word));
            }
        }
        return new Grants(held, everybodys, missing);
    }

    private static Array array(
            Connection connection, List<DatabaseObject> objects, Function<DatabaseObject, String> part)
            throws SQLException {
        return connection.createArrayOf("text", objects.stream().map(part).toArray());
    }
}
